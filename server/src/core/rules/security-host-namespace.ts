import { ownScalars } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { servesNode } from '../rule/security-contexts.ts';
import { formatPath } from '../values/path.ts';

const shared = { hostNetwork: 'the network', hostPID: 'the processes', hostIPC: 'the shared memory' } as const;

export default defineRule({
  id: 'security-host-namespace',
  meta: {
    summary: 'Keep pods out of the namespaces of their node.',
    why: 'A pod in the namespaces of its node sees and reaches what runs there, past every network policy, and its ports collide with those of others. Namespaces with a baseline Pod Security level refuse it.',
    remedy: 'Take it out. Only agents of the node, network plugins and webhooks behind some of them need it.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      shared: "'{path}: true' shares {what} of the node with the pod, past every network policy. Take it out.",
      webhook:
        "'{path}: true' runs the webhook in the node's network. Only clusters whose API server does not reach pods, as with Cilium on EKS, need it.",
    },
    examples: { bad: 'hostNetwork: true\n', good: 'hostNetwork: false\n' },
    sources: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, value } of ownScalars(context, Object.keys(shared))) {
      if (value !== true || servesNode(context, path)) {
        continue;
      }
      const name = formatPath(path);
      const what = Object.entries(shared).find(([key]) => key === path.at(-1))?.[1] ?? '';
      const fixes = () =>
        [{ title: 'Keep out of it', safety: 'unsafe', operations: [{ op: 'set', path, value: false }] }] as const;
      yield path.some(segment => /webhook/i.test(String(segment)))
        ? { path, severity: 'info', message: 'webhook', data: { path: name }, fixes }
        : { path, message: 'shared', data: { path: name, what }, fixes };
    }
  },
});
