import { scaledComponents } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'hpa-min-replicas-single',
  meta: {
    summary: 'Keep at least two pods when an autoscaler scales in.',
    why: 'At the lower bound of one pod, which is also what an unset bound means, the autoscaler takes the service down to a single pod whenever load is low: the next drain or crash is an outage.',
    remedy:
      'Set the lower bound to 2 or more. The option `minimum` asks for more; a bound of 0 is taken for scaling to zero on purpose.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces'],
    messages: {
      low: "The autoscaler of '{component}' may go down to {min} {pods}: any drain or crash is then an outage. Set '{key}' to at least {minimum}.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  minReplicas: 1\n  maxReplicas: 10\n',
      good: 'autoscaling:\n  enabled: true\n  minReplicas: 2\n  maxReplicas: 10\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
    covers: ['S2-06', 'S2-13', 'S4-42'],
    fix: 'unsafe',
    options: { minimum: { type: 'integer', default: 2, description: 'The fewest pods to keep.' } },
  },
  *check(context) {
    const minimum = Number(context.options.minimum);
    for (const { component, autoscaler } of scaledComponents(context)) {
      const { min, max, enabledPath } = autoscaler;
      const least = component.fewestReplicas;
      // An unset bound is 1 only where the chart's default is known, too.
      const isKnown = min.value !== undefined || context.complete;
      if (
        least === undefined ||
        least < 1 ||
        least >= minimum ||
        !isKnown ||
        component.operator ||
        component.quorum ||
        !ownsAny(context, [min.path, enabledPath])
      ) {
        continue;
      }
      yield {
        path: min.path,
        message: 'low',
        data: {
          component: titleOf(component),
          min: least,
          pods: least === 1 ? 'pod' : 'pods',
          key: String(min.path.at(-1)),
          minimum,
        },
        fixes: () =>
          context.knows(min.path) === false
            ? []
            : [
                {
                  title: `Keep ${minimum} pods`,
                  safety: 'unsafe',
                  operations: [
                    { op: 'set', path: min.path, value: minimum },
                    ...(max.value !== undefined && max.value < minimum
                      ? [{ op: 'set' as const, path: max.path, value: minimum * 3 }]
                      : []),
                  ],
                },
              ],
      };
    }
  },
});
