import { scaledComponents } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'hpa-max-below-min',
  meta: {
    summary: 'Keep the upper bound of an autoscaler at or above its lower bound.',
    why: 'The API server rejects a HorizontalPodAutoscaler whose maximum is below its minimum. It happens when a file raises only the minimum over a maximum that a file below or the chart sets.',
    remedy: 'Raise the maximum, with room to grow, or lower the minimum.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      below:
        "The autoscaler of '{component}' may run at most {max} pods but must run {min}: Kubernetes rejects it. Raise '{key}' to at least {min}.",
      none: "The autoscaler of '{component}' may run at most {max} pods: Kubernetes rejects a maximum below 1. Raise '{key}'.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  minReplicas: 5\n  maxReplicas: 3\n',
      good: 'autoscaling:\n  enabled: true\n  minReplicas: 3\n  maxReplicas: 5\n',
    },
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const { min, max, enabledPath } = autoscaler;
      const least = component.fewestReplicas;
      if (
        least === undefined ||
        max.value === undefined ||
        max.value >= Math.max(1, least) ||
        !ownsAny(context, [min.path, max.path, enabledPath])
      ) {
        continue;
      }
      const raised = Math.max(10, least * 3);
      yield {
        path: max.path,
        message: least > max.value && least > 0 && max.value > 0 ? 'below' : 'none',
        data: { component: titleOf(component), min: least, max: max.value, key: String(max.path.at(-1)) },
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
