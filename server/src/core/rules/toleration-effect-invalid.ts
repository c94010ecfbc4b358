import { isAbsent, isTemplate } from '../kit/json.ts';
import { taintEffects } from '../kit/toleration.ts';
import { defineRule } from '../rule/rule.ts';
import { ownTolerations } from '../rule/tolerations.ts';

export default defineRule({
  id: 'toleration-effect-invalid',
  meta: {
    summary: 'Name a taint effect that exists.',
    why: 'The API server rejects a toleration whose effect is none of `NoSchedule`, `PreferNoSchedule` and `NoExecute`. Case counts.',
    remedy: 'Correct the spelling; leave the effect out to tolerate all effects of the taint.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      effect:
        "'{effect}' is no taint effect: Kubernetes knows NoSchedule, PreferNoSchedule and NoExecute, and rejects anything else.",
    },
    examples: {
      bad: 'tolerations:\n  - key: target\n    operator: Exists\n    effect: Noschedule\n',
      good: 'tolerations:\n  - key: target\n    operator: Exists\n    effect: NoSchedule\n  - key: other\n    operator: Exists\n    effect: ""\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
    fix: 'safe',
  },
  *check(context) {
    for (const { path, fields } of ownTolerations(context)) {
      const { effect } = fields;
      if (isAbsent(effect) || effect === '' || isTemplate(effect) || taintEffects.includes(String(effect))) {
        continue;
      }
      const bare = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
      const right = taintEffects.find(known => bare(known) === bare(String(effect)));
      yield {
        path: [...path, 'effect'],
        message: 'effect',
        data: { effect: String(effect) },
        fixes: () =>
          right
            ? [
                {
                  title: `Write ${right}`,
                  safety: 'safe',
                  operations: [{ op: 'set', path: [...path, 'effect'], value: right }],
                },
              ]
            : [],
      };
    }
  },
});
