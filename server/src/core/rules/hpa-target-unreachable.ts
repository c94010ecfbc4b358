import { reachability } from '../kit/autoscaling.ts';
import { effectiveLimit, effectiveRequest } from '../kit/resource-requirements.ts';
import { scaledComponents, scalingRules, utilizationTargets } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { toJson } from '../values/node.ts';

const usual: Readonly<Record<string, number>> = { cpu: 70, memory: 80 };

export default defineRule({
  id: 'hpa-target-unreachable',
  meta: {
    summary: 'Give an autoscaler a target that usage can pass.',
    why: 'Usage ends at the limit, and the autoscaler adds pods only when usage is more than a tenth above its target. With a limit as low as the request, a target above 90 is never passed, and the workload never grows.',
    remedy: 'Lower the target, or raise the limit.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      never:
        "{resource} usage of '{component}' ends at {most} % of its request, and scaling up takes more than {needed} %: the autoscaler can never add a pod. Lower the target, or raise the limit.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  targetCPUUtilizationPercentage: 95\nresources:\n  requests:\n    cpu: 500m\n  limits:\n    cpu: 500m\n',
      good: 'autoscaling:\n  enabled: true\n  targetCPUUtilizationPercentage: 70\nresources:\n  requests:\n    cpu: 500m\n  limits:\n    cpu: 500m\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const { resources } = component;
      const block = resources && toJson(context.at(resources));
      // A tolerance of its own changes the arithmetic.
      if (!resources || scalingRules(autoscaler, 'scaleUp')?.rules.entries.has('tolerance')) {
        continue;
      }
      for (const target of utilizationTargets(autoscaler)) {
        const [request, limit] = [effectiveRequest(block, target.resource), effectiveLimit(block, target.resource)];
        if (request.kind !== 'set' || limit.kind !== 'set' || target.value === undefined || target.value < 1) {
          continue;
        }
        const reach = reachability(request.quantity, limit.quantity, target.value);
        if (
          !reach ||
          reach.scaleUpReachable ||
          reach.maxUtilization === undefined ||
          !ownsAny(context, [target.path, resources, autoscaler.enabledPath])
        ) {
          continue;
        }
        const better = usual[target.resource] ?? 70;
        yield {
          path: target.path,
          message: 'never',
          data: {
            resource: target.resource === 'cpu' ? 'CPU' : 'Memory',
            component: titleOf(component),
            most: reach.maxUtilization,
            needed: Math.round(target.value * 11) / 10,
          },
          fixes: () =>
            reachability(request.quantity, limit.quantity, better)?.scaleUpReachable === true
              ? [
                  {
                    title: `Aim at ${better} %`,
                    safety: 'unsafe',
                    operations: [{ op: 'set', path: target.path, value: better }],
                  },
                ]
              : [],
        };
      }
    }
  },
});
