import { isAbsent } from '../kit/json.ts';
import { defineRule } from '../rule/rule.ts';
import { ownTolerations, runsOnEveryNode } from '../rule/tolerations.ts';

const deadNode: readonly unknown[] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

export default defineRule({
  id: 'toleration-never-evicted',
  meta: {
    summary: 'Let pods leave a node that died.',
    why: 'Kubernetes evicts pods 300 seconds after their node became not ready or unreachable. A toleration for these taints without `tolerationSeconds` replaces that default by "never": the pods stay bound to a dead node until someone deletes them.',
    remedy: 'Set `tolerationSeconds`; a longer value suits stores with local volumes.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      never:
        "Tolerating '{key}' without tolerationSeconds keeps the pods on a dead node for ever. Set tolerationSeconds.",
    },
    examples: {
      bad: 'tolerations:\n  - key: node.kubernetes.io/unreachable\n    operator: Exists\n    effect: NoExecute\n',
      good: 'tolerations:\n  - key: node.kubernetes.io/unreachable\n    operator: Exists\n    effect: NoExecute\n    tolerationSeconds: 60\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, fields, list } of ownTolerations(context)) {
      const { key, effect, tolerationSeconds } = fields;
      const isEviction = isAbsent(effect) || effect === '' || effect === 'NoExecute';
      if (!deadNode.includes(key) || !isEviction || !isAbsent(tolerationSeconds) || runsOnEveryNode(context, list)) {
        continue;
      }
      yield {
        path: [...path, 'key'],
        message: 'never',
        data: { key: String(key) },
        fixes: () => [
          {
            title: 'Evict after 5 minutes: tolerationSeconds 300',
            safety: 'unsafe',
            operations: [
              ...(effect === 'NoExecute'
                ? []
                : [{ op: 'set' as const, path: [...path, 'effect'], value: 'NoExecute' }]),
              { op: 'set', path: [...path, 'tolerationSeconds'], value: 300 },
            ],
          },
        ],
      };
    }
  },
});
