import { scalarIn } from '../rule/own-values.ts';
import { defineRule, type Fix } from '../rule/rule.ts';
import { isHardened, ownSecurityContexts, preparesPod, servesNode } from '../rule/security-contexts.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

export default defineRule({
  id: 'security-seccomp',
  meta: {
    summary: 'Filter system calls with the default seccomp profile.',
    why: 'Without a profile a container may use every system call of the kernel, those with known holes among them. Namespaces with the restricted Pod Security level refuse such pods.',
    remedy: 'Set `seccompProfile: {type: RuntimeDefault}` for the pod.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      unconfined: "'{path}: Unconfined' filters no system calls. Use RuntimeDefault.",
      absent:
        "'{path}' names no seccomp profile, so system calls are not filtered. Add seccompProfile type RuntimeDefault.",
    },
    examples: {
      bad: 'podSecurityContext:\n  runAsNonRoot: true\n',
      good: 'podSecurityContext:\n  runAsNonRoot: true\n  seccompProfile:\n    type: RuntimeDefault\n',
    },
    sources: ['https://kubernetes.io/docs/tutorials/security/seccomp/'],
    fix: 'unsafe',
  },
  *check(context) {
    const contexts = ownSecurityContexts(context);
    for (const security of contexts) {
      const { node, path, level } = security;
      if (servesNode(context, path) || preparesPod(path)) {
        continue;
      }
      const profile = nodeAt(node, ['seccompProfile']);
      const type = scalarIn(profile, 'type');
      const fixes = () => [runtimeDefault(path)];
      if (type?.value === 'Unconfined' && context.isOwn(type.path)) {
        yield {
          path: type.path,
          severity: 'warning',
          message: 'unconfined',
          data: { path: formatPath(type.path) },
          fixes,
        };
      } else if (level === 'pod' && profile === undefined && isHardened(security)) {
        // The containers of the pod may have profiles of their own.
        const beside = ['containerSecurityContext', 'securityContext', 'container'].some(
          name => nodeAt(context.stack.effective, [...path.slice(0, -1), name, 'seccompProfile']) !== undefined,
        );
        if (!beside) {
          yield { path, part: 'key', message: 'absent', data: { path: formatPath(path) }, fixes };
        }
      }
    }
  },
});

const runtimeDefault = (path: Path): Fix => ({
  title: 'Use the default seccomp profile',
  safety: 'unsafe',
  operations: [{ op: 'set', path: [...path, 'seccompProfile'], value: { type: 'RuntimeDefault' } }],
});
