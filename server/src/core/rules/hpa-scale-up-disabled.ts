import { scaledComponents, scalingRules, textAt } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'hpa-scale-up-disabled',
  meta: {
    summary: 'Let the autoscaler scale out.',
    why: 'With `selectPolicy: Disabled` under `scaleUp` the autoscaler only ever removes pods: the workload shrinks and stays small.',
    remedy: 'Use `Max`, or switch the autoscaler off.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: { off: "'{component}' may never scale out (selectPolicy: Disabled): it can only shrink. Use Max." },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  behavior:\n    scaleUp:\n      selectPolicy: Disabled\n',
      good: 'autoscaling:\n  enabled: true\n  behavior:\n    scaleUp:\n      selectPolicy: Max\n    scaleDown:\n      selectPolicy: Disabled\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const up = scalingRules(autoscaler, 'scaleUp');
      const path = up && [...up.at, 'selectPolicy'];
      if (path && textAt(up.rules, ['selectPolicy']) === 'Disabled' && context.isOwn(path)) {
        yield {
          path,
          message: 'off',
          data: { component: titleOf(component) },
          fixes: () => [
            { title: 'Use selectPolicy Max', safety: 'unsafe', operations: [{ op: 'set', path, value: 'Max' }] },
          ],
        };
      }
    }
  },
});
