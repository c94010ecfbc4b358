import { isAbsent } from '../kit/json.ts';
import { defineRule } from '../rule/rule.ts';
import { ownTolerations, runsOnEveryNode } from '../rule/tolerations.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'toleration-wildcard',
  meta: {
    summary: 'Tolerate the taints of your pools, not every taint.',
    why: '`operator: Exists` without a key matches every taint. The pods land in pools that are reserved for others and on nodes that are being drained or are not ready, and they are never evicted from a node that died.',
    remedy: 'Name the key of each taint. Agents that belong on every node are not reported.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      every:
        "'{path}' tolerates every taint{effect}: the pods may land in pools reserved for others, and stay on nodes that died. Name the key of the taint.",
    },
    examples: {
      bad: 'replicaCount: 2\ntolerations:\n  - operator: Exists\n',
      good: 'replicaCount: 2\ntolerations:\n  - key: target\n    operator: Exists\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
  },
  *check(context) {
    for (const { path, fields, list } of ownTolerations(context)) {
      const { key, operator, effect } = fields;
      if (
        operator !== 'Exists' ||
        !(isAbsent(key) || key === '') ||
        effect === 'PreferNoSchedule' ||
        runsOnEveryNode(context, list)
      ) {
        continue;
      }
      const limited = typeof effect === 'string' && effect !== '' ? ` with effect ${effect}` : '';
      yield { path, message: 'every', data: { path: formatPath(path), effect: limited } };
    }
  },
});
