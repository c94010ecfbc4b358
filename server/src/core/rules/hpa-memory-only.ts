import { hasOtherMetrics, scaledComponents, utilizationTargets } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'hpa-memory-only',
  meta: {
    summary: 'Scale by CPU or load, not by memory alone.',
    why: 'Most runtimes do not give memory back: what scaled up by memory stays up, and a leak scales to the upper bound.',
    remedy: 'Add a CPU target, or a metric of the load.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      memory:
        "The autoscaler of '{component}' goes by memory alone, which most runtimes never give back: it scales up and stays. Add a CPU target.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  targetMemoryUtilizationPercentage: 80\n',
      good: 'autoscaling:\n  enabled: true\n  targetCPUUtilizationPercentage: 70\n  targetMemoryUtilizationPercentage: 80\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
    covers: ['S4-40'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const targets = utilizationTargets(autoscaler).filter(({ value }) => value !== 0);
      const [first] = targets;
      if (
        !first ||
        !targets.every(({ resource }) => resource === 'memory') ||
        hasOtherMetrics(autoscaler) ||
        !context.isOwn(first.path)
      ) {
        continue;
      }
      const key = String(first.path.at(-1)).replace('Memory', 'CPU');
      yield {
        path: first.path,
        message: 'memory',
        data: { component: titleOf(component) },
        fixes: () =>
          key.includes('CPU')
            ? [
                {
                  title: 'Aim at 70 % CPU as well',
                  safety: 'unsafe',
                  operations: [{ op: 'set', path: [...first.path.slice(0, -1), key], value: 70 }],
                },
              ]
            : [],
      };
    }
  },
});
