import { scaledComponents, utilizationTargets } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';

const usual: Readonly<Record<string, number>> = { cpu: 70, memory: 80 };

export default defineRule({
  id: 'hpa-target-range',
  meta: {
    summary: 'Aim at a utilisation that leaves room for new pods to start.',
    why: 'Above 90 % the running pods are overloaded before new ones are ready; below 40 % most of what is requested is paid for and never used. The API server rejects a target below 1.',
    remedy: 'Aim at 70 to 80 % of the CPU request, and at 80 % of the memory request.',
    severity: 'info',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      invalid: 'A target of {target} % is rejected by Kubernetes: it takes 1 or more.',
      zero: 'A target of 0 % is rejected by Kubernetes, unless the chart leaves the metric out when it is 0. Say null to leave it out.',
      low: "A {resource} target of {target} % keeps more than half of what '{component}' requests unused. Aim at {usual} %.",
      high: "A {resource} target of {target} % leaves '{component}' no room while new pods start. Aim at {usual} %.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  targetCPUUtilizationPercentage: 95\n',
      good: 'autoscaling:\n  enabled: true\n  targetCPUUtilizationPercentage: 70\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
    covers: ['S0-36', 'S2-07', 'S2-08', 'S4-06', 'S4-40'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      for (const { resource, path, value: target } of utilizationTargets(autoscaler)) {
        if (target === undefined || !context.isOwn(path)) {
          continue;
        }
        const better = usual[resource] ?? 70;
        const fixes = () => [
          {
            title: `Aim at ${better} %`,
            safety: 'unsafe' as const,
            operations: [{ op: 'set' as const, path, value: better }],
          },
        ];
        const data = {
          resource: resource === 'cpu' ? 'CPU' : resource,
          target,
          usual: better,
          component: titleOf(component),
        };
        if (target < 0) {
          yield { path, message: 'invalid', severity: 'error', data: { target }, fixes };
        } else if (target === 0) {
          yield { path, message: 'zero', fixes: () => [] };
        } else if (context.profile === 'production' && (target < 40 || target > 90)) {
          yield { path, message: target < 40 ? 'low' : 'high', data, fixes };
        }
      }
    }
  },
});
