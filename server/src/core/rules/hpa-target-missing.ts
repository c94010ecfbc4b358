import { hasOtherMetrics, scaledComponents, utilizationTargets } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

const targetKeys = [
  'targetCPUUtilizationPercentage',
  'targetMemoryUtilizationPercentage',
  'targetCPU',
  'targetMemory',
  'metrics',
];

export default defineRule({
  id: 'hpa-target-missing',
  meta: {
    summary: 'Say what an autoscaler should aim at.',
    why: 'Without any target the autoscaler falls back to 80 % CPU, or the chart renders an empty list of metrics, and nobody has said what the load of this workload is.',
    remedy: 'Set a target for CPU, or the metric that tells its load.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: { none: "The autoscaler of '{component}' has nothing to aim at. Set '{key}' or another metric." },
    examples: {
      bad: {
        defaults: 'autoscaling:\n  enabled: false\n  targetCPUUtilizationPercentage: null\n',
        values: 'autoscaling:\n  enabled: true\n  maxReplicas: 5\n',
      },
      good: {
        defaults: 'autoscaling:\n  enabled: false\n  targetCPUUtilizationPercentage: null\n',
        values: 'autoscaling:\n  enabled: true\n  maxReplicas: 5\n  targetCPUUtilizationPercentage: 70\n',
      },
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const { path, node, enabledPath } = autoscaler;
      // The chart must have one of the usual keys: then the absence of all of them says something.
      const key = targetKeys.find(name => node.entries.has(name));
      const isBare = key !== undefined && utilizationTargets(autoscaler).length === 0 && !hasOtherMetrics(autoscaler);
      if (autoscaler.keda || !context.complete || !isBare || !ownsAny(context, [path, enabledPath])) {
        continue;
      }
      yield {
        path: [...path, key],
        message: 'none',
        data: { component: titleOf(component), key },
        fixes: () =>
          key.includes('CPU')
            ? [
                {
                  title: 'Aim at 70 % CPU',
                  safety: 'unsafe',
                  operations: [{ op: 'set', path: [...path, key], value: 70 }],
                },
              ]
            : [],
      };
    }
  },
});
