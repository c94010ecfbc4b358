import { scaledComponents } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'hpa-min-equals-max',
  meta: {
    summary: 'Leave an autoscaler room to act.',
    why: 'With equal bounds the autoscaler can neither add nor remove a pod: it costs metrics and says nothing.',
    remedy: 'Raise the upper bound, or switch the autoscaler off and set the number of replicas.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces'],
    messages: {
      equal:
        "The autoscaler of '{component}' is bound to exactly {count} pods, so it can never act. Raise '{key}', or switch it off.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  minReplicas: 3\n  maxReplicas: 3\n',
      good: 'autoscaling:\n  enabled: true\n  minReplicas: 3\n  maxReplicas: 9\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const { min, max, enabledPath } = autoscaler;
      const count = component.fewestReplicas;
      if (
        count === undefined ||
        count < 1 ||
        max.value !== count ||
        !ownsAny(context, [min.path, max.path, enabledPath])
      ) {
        continue;
      }
      const raised = Math.max(10, count * 3);
      yield {
        path: max.path,
        message: 'equal',
        data: { component: titleOf(component), count, key: String(max.path.at(-1)) },
        fixes: () => [
          {
            title: `Raise ${max.path.at(-1)} to ${raised}`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: max.path, value: raised }],
          },
        ],
      };
    }
  },
});
