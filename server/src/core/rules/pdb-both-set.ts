import { budgetedComponents } from '../rule/budgets.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny, unset } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'pdb-both-set',
  meta: {
    summary: 'Set one side of a disruption budget.',
    why: '`minAvailable` and `maxUnavailable` exclude each other: the API server rejects a budget with both. In a stack it happens when a file sets the one and the chart has the other by default.',
    remedy: 'Keep one, and set the inherited one to `null`.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      both: "The budget of '{component}' has minAvailable {min} and maxUnavailable {max}: Kubernetes rejects the two together. Set one of them to null.",
    },
    examples: {
      bad: 'replicaCount: 3\npdb:\n  enabled: true\n  minAvailable: 1\n  maxUnavailable: 1\n',
      good: 'replicaCount: 3\npdb:\n  enabled: true\n  minAvailable: null\n  maxUnavailable: 1\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, budget } of budgetedComponents(context)) {
      const { minAvailable: min, maxUnavailable: max, enabledPath } = budget;
      // The kcp chart reads one of the two per component, and 0 is often how a template says "not this one".
      const isSet = (value: unknown) => value !== undefined && value !== 0;
      if (
        !isSet(min.value) ||
        !isSet(max.value) ||
        context.product?.family === 'kcp' ||
        !ownsAny(context, [min.path, max.path, enabledPath])
      ) {
        continue;
      }
      // What the user wrote stays; of two of their own, the one that copes with any number of replicas.
      const drop = context.isOwn(max.path) ? min : max;
      yield {
        path: drop.path,
        message: 'both',
        data: { component: titleOf(component), min: String(min.value), max: String(max.value) },
        fixes: () => [
          { title: `Leave ${drop.path.at(-1)} out`, safety: 'unsafe', operations: [unset(context, drop.path)] },
        ],
      };
    }
  },
});
