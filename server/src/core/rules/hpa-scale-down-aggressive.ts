import { wholeNumber } from '../kit/json.ts';
import { scaledComponents, scalingRules, textAt } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

export default defineRule({
  id: 'hpa-scale-down-aggressive',
  meta: {
    summary: 'Scale in by steps.',
    why: 'A policy that may remove more than half of the pods within a minute, with hardly any wait, takes away capacity faster than a wrong decision can be noticed.',
    remedy: 'Remove at most half of the pods per minute, after five minutes of lower load.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      steep:
        "'{component}' may lose {value} % of its pods every {period} seconds, {window} seconds after load falls. Remove at most 50 % per minute.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  behavior:\n    scaleDown:\n      stabilizationWindowSeconds: 0\n      policies:\n        - type: Percent\n          value: 100\n          periodSeconds: 15\n',
      good: 'autoscaling:\n  enabled: true\n  behavior:\n    scaleDown:\n      stabilizationWindowSeconds: 300\n      policies:\n        - type: Percent\n          value: 50\n          periodSeconds: 60\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies'],
    covers: ['S2-11', 'S2-80', 'S4-08'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const down = scalingRules(autoscaler, 'scaleDown');
      const window = down && wholeNumber(context.value([...down.at, 'stabilizationWindowSeconds']));
      const policies = down && nodeAt(down.rules, ['policies']);
      if (window === undefined || window >= 300 || policies?.kind !== 'list' || !context.isOwn(policies.path)) {
        continue;
      }
      for (const policy of policies.items) {
        const path = [...policy.path, 'value'];
        const [value, period] = [
          wholeNumber(context.value(path)),
          wholeNumber(context.value([...policy.path, 'periodSeconds'])),
        ];
        if (
          textAt(policy, ['type']) !== 'Percent' ||
          value === undefined ||
          value <= 50 ||
          period === undefined ||
          period >= 60
        ) {
          continue;
        }
        yield {
          path,
          message: 'steep',
          data: { component: titleOf(component), value, period, window },
          fixes: () => [
            {
              title: 'Remove at most 50 % per minute',
              safety: 'unsafe',
              operations: [
                { op: 'set', path, value: 50 },
                { op: 'set', path: [...policy.path, 'periodSeconds'], value: 60 },
              ],
            },
          ],
        };
      }
    }
  },
});
