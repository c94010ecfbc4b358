import { ownScalars } from '../rule/own-values.ts';
import { unset } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { servesNode } from '../rule/security-contexts.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'security-host-port',
  meta: {
    summary: 'Reach pods through a service, not through a port of the node.',
    why: 'A host port allows one such pod per node: replicas above the number of nodes stay pending, and updates need a free node. It also opens the port on the node, past services and network policies.',
    remedy: 'Take it out and use a Service. On bare metal a DaemonSet with a host port is right.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      port: "'{path}: {port}' opens the port on the node and allows one such pod per node. Use a Service.",
    },
    examples: { bad: 'proxy:\n  hostPort: 443\n', good: 'proxy:\n  containerPort: 443\n' },
    sources: ['https://kubernetes.io/docs/concepts/configuration/overview/#services'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, value } of ownScalars(context, ['hostPort'])) {
      if (typeof value !== 'number' || value <= 0 || servesNode(context, path)) {
        continue;
      }
      yield {
        path,
        message: 'port',
        data: { path: formatPath(path), port: value },
        fixes: () => [{ title: 'Close the port on the node', safety: 'unsafe', operations: [unset(context, path)] }],
      };
    }
  },
});
