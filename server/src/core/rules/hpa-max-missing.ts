import { scaledComponents } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { hasDefault, ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { isNull } from '../values/node.ts';

export default defineRule({
  id: 'hpa-max-missing',
  meta: {
    summary: 'Give an autoscaler an upper bound.',
    why: '`maxReplicas` is required: without it the API server rejects the HorizontalPodAutoscaler, and the release with it.',
    remedy: 'Set the most pods that the cluster should run of it.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm'],
    messages: {
      missing: "The autoscaler of '{component}' has no upper bound, and Kubernetes rejects it without. Set '{key}'.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  minReplicas: 2\n  maxReplicas: null\n',
      good: 'autoscaling:\n  enabled: true\n  minReplicas: 2\n  maxReplicas: 10\n',
    },
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const { max, min, enabledPath, keda } = autoscaler;
      // The chart must be known to read this key: others have names of their own for it.
      const isUnset = max.node === undefined ? hasDefault(context, max.path) : isNull(max.node);
      if (keda || !isUnset || !ownsAny(context, [max.path, min.path, enabledPath])) {
        continue;
      }
      const value = Math.max(10, (min.value ?? 1) * 3);
      yield {
        path: max.path,
        message: 'missing',
        data: { component: titleOf(component), key: String(max.path.at(-1)) },
        fixes: () => [
          {
            title: `Set ${max.path.at(-1)} to ${value}`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: max.path, value }],
          },
        ],
      };
    }
  },
});
