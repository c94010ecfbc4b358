import { disruption } from '../kit/disruption-budget.ts';
import { allowOneDisruption } from '../rule/budget-fixes.ts';
import { arithmeticBudget, budgetedComponents, chosenSide } from '../rule/budgets.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'pdb-blocks-at-min-scale',
  meta: {
    summary: 'Leave a disruption budget room when the autoscaler is at its lower bound.',
    why: 'At low load the autoscaler runs its minimum. When the budget keeps that many pods, no eviction is allowed: drains work by day and hang by night.',
    remedy: 'Keep fewer pods than the lower bound, or say `maxUnavailable: 1`. Equal is too many.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      blocks:
        "At its lower bound of {min} pods '{component}' may lose none ({side}: {amount}): node drains hang whenever load is low. Let at least one pod go.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  minReplicas: 2\n  maxReplicas: 9\npdb:\n  enabled: true\n  minAvailable: 2\n',
      good: 'autoscaling:\n  enabled: true\n  minReplicas: 3\n  maxReplicas: 9\npdb:\n  enabled: true\n  minAvailable: 2\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, budget } of budgetedComponents(context)) {
      const { autoscaler, fewestReplicas: min } = component;
      const chosen = chosenSide(budget);
      const value = chosen?.setting.value;
      // What never allows an eviction is pdb-blocks-eviction.
      const never = value === '100%' || value === 0 || value === '0%';
      if (
        !chosen ||
        !autoscaler?.enabled ||
        min === undefined ||
        never ||
        disruption(arithmeticBudget(budget), min)?.verdict !== 'blocks-eviction'
      ) {
        continue;
      }
      if (!ownsAny(context, [chosen.setting.path, budget.enabledPath, autoscaler.min.path, autoscaler.enabledPath])) {
        continue;
      }
      const raised = min + 1;
      yield {
        path: chosen.setting.path,
        message: 'blocks',
        data: { min, component: titleOf(component), side: chosen.name, amount: String(value) },
        related: [{ path: autoscaler.min.path, message: 'The lower bound of the autoscaler.' }],
        fixes: () => [
          ...allowOneDisruption(context, { budget }, min),
          ...(typeof value === 'number' && (autoscaler.max.value ?? 0) >= raised
            ? [
                {
                  title: `Raise the lower bound to ${raised}`,
                  safety: 'unsafe' as const,
                  operations: [{ op: 'set' as const, path: autoscaler.min.path, value: raised }],
                },
              ]
            : []),
        ],
      };
    }
  },
});
