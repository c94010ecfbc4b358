import { scaledComponents } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { unset } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

export default defineRule({
  id: 'replicas-conflict-hpa',
  meta: {
    summary: 'Leave the number of replicas to the autoscaler.',
    why: 'With an autoscaler on, a fixed number of replicas is ignored at best. Where the chart prints it all the same, every upgrade resets the scale to it first.',
    remedy: 'Remove the number, or keep it within the bounds of the autoscaler.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces'],
    messages: {
      outside:
        "The autoscaler of '{component}' keeps between {min} and {max} pods, so {replicas} replicas never hold: the number is ignored, or reset by each upgrade. Remove it.",
    },
    examples: {
      bad: 'replicaCount: 1\nautoscaling:\n  enabled: true\n  minReplicas: 3\n  maxReplicas: 9\n',
      good: 'autoscaling:\n  enabled: true\n  minReplicas: 3\n  maxReplicas: 9\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
    covers: ['S4-11'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const { replicas, fewestReplicas: min } = component;
      const max = autoscaler.max.value;
      const count = replicas?.value;
      // Only where one file says both: a base that serves other environments, too, may well name a number.
      const sameFile =
        replicas &&
        context.stack.layers.some(({ root }) => nodeAt(root, replicas.path) && nodeAt(root, autoscaler.enabledPath));
      if (
        !replicas ||
        !sameFile ||
        count === undefined ||
        min === undefined ||
        max === undefined ||
        max < min ||
        (count >= min && count <= max)
      ) {
        continue;
      }
      yield {
        path: replicas.path,
        message: 'outside',
        data: { component: titleOf(component), min, max, replicas: count },
        fixes: () => [
          {
            title: 'Remove the fixed number of replicas',
            safety: 'unsafe',
            operations: [unset(context, replicas.path)],
          },
        ],
      };
    }
  },
});
