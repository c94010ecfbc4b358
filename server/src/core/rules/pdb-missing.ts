import { addBudget } from '../rule/budget-fixes.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'pdb-missing',
  meta: {
    summary: 'Give every replicated workload a disruption budget.',
    why: 'Without a PodDisruptionBudget a node drain, a cluster upgrade or a scale-down may evict all replicas at the same time, however many there are.',
    remedy:
      'Switch on the budget that the chart offers and keep at least one pod, or, for a quorum store, let one member go at a time.',
    severity: 'warning',
    mode: 'M',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      missing:
        "'{component}' runs {replicas} replicas without a disruption budget: a drain may evict all of them at once. Switch on '{key}'.",
    },
    examples: {
      bad: 'replicaCount: 3\npodDisruptionBudget:\n  enabled: false\n  minAvailable: 1\n',
      good: 'replicaCount: 3\npodDisruptionBudget:\n  enabled: true\n  minAvailable: 1\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
    covers: ['S2-50', 'S2-61', 'S0-26'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const { budget, kind, path, operator, fewestReplicas } = component;
      if (!component.enabled || budget?.enabled !== false || fewestReplicas === undefined || fewestReplicas < 2) {
        continue;
      }
      // Without the chart's defaults only a budget that is switched off in so many words is known to be off.
      const isKnown = context.complete || (budget.enabledPath !== undefined && context.isOwn(budget.enabledPath));
      if (
        kind === 'daemonset' ||
        kind === 'job' ||
        !isKnown ||
        context.knows(budget.path) === false ||
        !ownsAny(context, [budget.path, path])
      ) {
        continue;
      }
      const fix = addBudget(context, component);
      yield {
        path: budget.enabledPath ?? budget.path,
        message: 'missing',
        ...(operator ? { severity: 'info' as const } : {}),
        data: {
          component: titleOf(component),
          replicas: fewestReplicas,
          key: (budget.enabledPath ?? budget.path).slice(path.length).join('.'),
        },
        fixes: () => (fix ? [fix] : []),
      };
    }
  },
});
