import { mapOf, wholeNumber } from '../kit/json.ts';
import { scaledComponents, scalingRules } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt, toJson } from '../values/node.ts';

export default defineRule({
  id: 'hpa-scale-up-slow',
  meta: {
    summary: 'Scale out at once.',
    why: 'Load rises faster than it falls. An autoscaler that waits more than a minute, or adds one pod a minute, arrives when users have already seen errors.',
    remedy: 'Leave the window of `scaleUp` at 0, and let it double the pods or add several at a time.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      window: "'{component}' waits {seconds} seconds before it scales out. Set the window to 0.",
      single:
        "'{component}' adds at most one pod every {seconds} seconds. Let it double its pods, or add several at a time.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  behavior:\n    scaleUp:\n      stabilizationWindowSeconds: 300\n',
      good: 'autoscaling:\n  enabled: true\n  behavior:\n    scaleUp:\n      stabilizationWindowSeconds: 0\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies'],
    covers: ['S2-09', 'S2-10', 'S2-81', 'S4-07'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const up = scalingRules(autoscaler, 'scaleUp');
      if (!up) {
        continue;
      }
      const path = [...up.at, 'stabilizationWindowSeconds'];
      const seconds = wholeNumber(context.value(path));
      if (seconds !== undefined && seconds > 60 && context.isOwn(path)) {
        yield {
          path,
          message: 'window',
          data: { component: titleOf(component), seconds },
          fixes: () => [{ title: 'Scale out at once', safety: 'unsafe', operations: [{ op: 'set', path, value: 0 }] }],
        };
      }
      const policies = nodeAt(up.rules, ['policies']);
      const [only, ...others] = policies?.kind === 'list' ? policies.items : [];
      const policy = mapOf(toJson(only));
      const period = wholeNumber(policy?.periodSeconds);
      if (
        only &&
        others.length === 0 &&
        policy?.type === 'Pods' &&
        wholeNumber(policy.value) === 1 &&
        period !== undefined &&
        period >= 60 &&
        context.isOwn(only.path)
      ) {
        yield {
          path: [...only.path, 'value'],
          message: 'single',
          data: { component: titleOf(component), seconds: period },
          fixes: () => [
            {
              title: 'Double the pods every 30 seconds as well',
              safety: 'unsafe',
              operations: [
                {
                  op: 'append',
                  path: only.path.slice(0, -1),
                  items: [{ type: 'Percent', value: 100, periodSeconds: 30 }],
                },
              ],
            },
          ],
        };
      }
    }
  },
});
