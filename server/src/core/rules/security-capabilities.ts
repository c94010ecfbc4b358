import { defineRule } from '../rule/rule.ts';
import { ownSecurityContexts, preparesPod, servesNode } from '../rule/security-contexts.ts';
import { nodeAt, type ValueNode } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

const dangerous = ['ALL', 'SYS_ADMIN', 'NET_ADMIN', 'SYS_MODULE', 'SYS_PTRACE', 'DAC_READ_SEARCH', 'BPF'];

export default defineRule({
  id: 'security-capabilities',
  meta: {
    summary: 'Drop all capabilities, and add only what is needed.',
    why: 'Capabilities are the parts of root. SYS_ADMIN and the like are as good as root on the node; the default set lets a container forge packets and change owners of files.',
    remedy: 'Write `drop: [ALL]`, and add what the process needs, such as NET_BIND_SERVICE.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      added: "'{path}' adds {capability}, which is close to root on the node. Take it out, or name the narrower one.",
      kept: "'{path}' does not drop ALL: the container keeps the default capabilities. Drop ALL and add what it needs.",
    },
    examples: {
      bad: 'containerSecurityContext:\n  capabilities:\n    drop: [CHOWN]\n',
      good: 'containerSecurityContext:\n  capabilities:\n    drop: [ALL]\n    add: [NET_BIND_SERVICE]\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { node, path } of ownSecurityContexts(context)) {
      const capabilities = nodeAt(node, ['capabilities']);
      const at = [...path, 'capabilities'];
      if (capabilities?.kind !== 'map' || !context.isOwn(at) || servesNode(context, path) || preparesPod(path)) {
        continue;
      }
      for (const item of itemsOf(nodeAt(capabilities, ['add']))) {
        const name = capabilityOf(item);
        if (dangerous.includes(name) && context.isOwn(item.path)) {
          yield {
            path: item.path,
            severity: 'warning',
            message: 'added',
            data: { path: formatPath([...at, 'add']), capability: name },
            fixes: () => [
              { title: `Take ${name} out`, safety: 'unsafe', operations: [{ op: 'remove', path: item.path }] },
            ],
          };
        }
      }
      const drop = nodeAt(capabilities, ['drop']);
      const dropped = itemsOf(drop).map(capabilityOf);
      if (dropped.some(name => ['ALL', 'NET_RAW'].includes(name)) || (drop !== undefined && drop.kind !== 'list')) {
        continue;
      }
      yield {
        path: drop ? [...at, 'drop'] : at,
        part: 'key',
        message: 'kept',
        data: { path: formatPath(at) },
        fixes: () => [
          {
            title: 'Drop all capabilities',
            safety: 'unsafe',
            operations: [{ op: 'set', path: [...at, 'drop'], value: ['ALL'] }],
          },
        ],
      };
    }
  },
});

const itemsOf = (node: ValueNode | undefined): readonly ValueNode[] => (node?.kind === 'list' ? node.items : []);

const capabilityOf = (node: ValueNode): string =>
  node.kind === 'scalar' ? String(node.value).toUpperCase().replace(/^CAP_/, '') : '';
