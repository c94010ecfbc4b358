import { defineRule } from '../rule/rule.ts';
import { ownTolerations } from '../rule/tolerations.ts';

/** Taints that nodes of today do not carry, and what took their place. */
const successors: ReadonlyMap<string, string> = new Map([
  ['node-role.kubernetes.io/master', 'node-role.kubernetes.io/control-plane'],
  ['node.alpha.kubernetes.io/notReady', 'node.kubernetes.io/not-ready'],
  ['node.alpha.kubernetes.io/unreachable', 'node.kubernetes.io/unreachable'],
]);

export default defineRule({
  id: 'toleration-deprecated-key',
  meta: {
    summary: 'Tolerate taints that nodes still carry.',
    why: 'Kubernetes renamed these taints years ago: a toleration of the old key matches nothing on a node of today, and the pods stay off the nodes that they were meant for.',
    remedy: 'Use the new key; list both while old clusters are about.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: { old: "No current node carries the taint '{old}' any more: it is '{now}'." },
    examples: {
      bad: 'tolerations:\n  - key: node-role.kubernetes.io/master\n    operator: Exists\n',
      good: 'tolerations:\n  - key: node-role.kubernetes.io/control-plane\n    operator: Exists\n  - key: node-role.kubernetes.io/master\n    operator: Exists\n',
    },
    sources: ['https://kubernetes.io/docs/reference/labels-annotations-taints/'],
    fix: 'unsafe',
  },
  *check(context) {
    const tolerations = ownTolerations(context);
    for (const { path, fields, list } of tolerations) {
      const old = typeof fields.key === 'string' ? fields.key : '';
      const now = successors.get(old);
      const hasBoth = () => tolerations.some(other => other.list === list && other.fields.key === now);
      if (now !== undefined && !hasBoth()) {
        yield {
          path: [...path, 'key'],
          message: 'old',
          data: { old, now },
          fixes: () => [
            {
              title: `Tolerate '${now}'`,
              safety: 'unsafe',
              operations: [{ op: 'set', path: [...path, 'key'], value: now }],
            },
          ],
        };
      }
    }
  },
});
