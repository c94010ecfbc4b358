import { isAbsent } from '../kit/json.ts';
import { defineRule } from '../rule/rule.ts';
import { ownTolerations } from '../rule/tolerations.ts';

export default defineRule({
  id: 'toleration-effect-missing',
  meta: {
    summary: 'Name the effect that a toleration is for.',
    why: 'Without an effect a toleration matches all of them, `NoExecute` as well: the pods also stay when someone taints the node to empty it.',
    remedy: 'Write `effect: NoSchedule`, the effect of dedicated pools, or the one that the taint has.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    optIn: true,
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      effect:
        "The toleration of '{key}' names no effect, so it matches NoExecute as well. Name the effect of the taint.",
    },
    examples: {
      bad: 'tolerations:\n  - key: target\n    operator: Exists\n',
      good: 'tolerations:\n  - key: target\n    operator: Exists\n    effect: NoSchedule\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, fields } of ownTolerations(context)) {
      const { key, effect, tolerationSeconds } = fields;
      if (
        typeof key !== 'string' ||
        key === '' ||
        !(isAbsent(effect) || effect === '') ||
        !isAbsent(tolerationSeconds)
      ) {
        continue;
      }
      yield {
        path: [...path, 'key'],
        message: 'effect',
        data: { key },
        fixes: () => [
          {
            title: 'Tolerate NoSchedule only',
            safety: 'unsafe',
            operations: [{ op: 'set', path: [...path, 'effect'], value: 'NoSchedule' }],
          },
        ],
      };
    }
  },
});
