import { budgetedComponents } from '../rule/budgets.ts';
import { titleOf } from '../rule/component.ts';
import { hasDefault } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

const key = 'unhealthyPodEvictionPolicy';

export default defineRule({
  id: 'pdb-unhealthy-policy',
  meta: {
    summary: 'Let broken pods be evicted.',
    why: 'By default a pod that runs but is not ready is only evicted while enough others are healthy. A workload that crash-loops then blocks every drain, although its pods serve nobody.',
    remedy: 'Set `unhealthyPodEvictionPolicy: AlwaysAllow` (Kubernetes 1.27 or newer).',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      policy:
        "When the pods of '{component}' crash, its budget blocks node drains. Set unhealthyPodEvictionPolicy AlwaysAllow.",
    },
    examples: {
      bad: {
        defaults: 'replicaCount: 1\npdb:\n  enabled: false\n  minAvailable: 1\n  unhealthyPodEvictionPolicy: ""\n',
        values: 'replicaCount: 3\npdb:\n  enabled: true\n',
      },
      good: {
        defaults: 'replicaCount: 1\npdb:\n  enabled: false\n  minAvailable: 1\n  unhealthyPodEvictionPolicy: ""\n',
        values: 'replicaCount: 3\npdb:\n  enabled: true\n  unhealthyPodEvictionPolicy: AlwaysAllow\n',
      },
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, budget } of budgetedComponents(context)) {
      const path = [...budget.path, key];
      const value = context.value(path);
      const isUnset = context.at(path) === undefined || value === null || value === '';
      // Only where the chart is known to offer it.
      if (!hasDefault(context, path) || !isUnset || !context.isOwn(budget.path)) {
        continue;
      }
      yield {
        path,
        message: 'policy',
        data: { component: titleOf(component) },
        fixes: () => [
          {
            title: 'Always allow broken pods to be evicted',
            safety: 'unsafe',
            operations: [{ op: 'set', path, value: 'AlwaysAllow' }],
          },
        ],
      };
    }
  },
});
