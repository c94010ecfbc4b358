import { disruption } from '../kit/disruption-budget.ts';
import { allowOneDisruption } from '../rule/budget-fixes.ts';
import { arithmeticBudget, budgetedComponents, chosenSide } from '../rule/budgets.ts';
import { type Budget, type Component, titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';

export default defineRule({
  id: 'pdb-blocks-eviction',
  meta: {
    summary: 'Leave a disruption budget room for at least one eviction.',
    why: 'A budget that allows no disruption while every pod is healthy stops node drains, cluster upgrades and the cluster autoscaler for good: the eviction is refused until someone deletes the budget.',
    remedy:
      'Keep fewer pods than there are replicas (`minAvailable: 2` of 3, or `maxUnavailable: 1`); percentages round up. With a single replica run a second one, or have no budget.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      blocks:
        "{side}: {amount} of {replicas} replicas of '{component}' allows no eviction: node drains and upgrades hang. Let at least one pod go.",
      never:
        "{side}: {amount} allows no eviction of '{component}', however many replicas run: node drains and upgrades hang. Let at least one pod go.",
      single:
        "The budget of '{component}' keeps its only pod ({side}: {amount}): node drains and upgrades hang. Run a second replica, or switch the budget off.",
    },
    examples: {
      bad: 'replicaCount: 2\npodDisruptionBudget:\n  enabled: true\n  minAvailable: 2\n',
      good: 'replicaCount: 3\npodDisruptionBudget:\n  enabled: true\n  minAvailable: 2\n',
    },
    sources: [
      'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
      'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
    ],
    covers: ['S2-72'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, budget } of budgetedComponents(context)) {
      const chosen = chosenSide(budget);
      const { fewestReplicas: replicas, autoscaler } = component;
      if (!chosen || !ownsAny(context, [chosen.setting.path, budget.enabledPath, component.replicas?.path])) {
        continue;
      }
      const data = { component: titleOf(component), side: chosen.name, amount: String(chosen.setting.value) };
      const never = isNever(chosen.name, chosen.setting.value);
      // The kcp chart reads 0 as unset: see kcp-pdb-zero.
      if ((context.product?.family === 'kcp' && chosen.setting.value === 0) || replicas === 0) {
        continue;
      }
      if (never && replicas !== 1) {
        yield {
          path: chosen.setting.path,
          message: 'never',
          data,
          fixes: () => allowOneDisruption(context, { budget }, replicas),
        };
        continue;
      }
      const isFixed = autoscaler === undefined || autoscaler.enabled === false;
      if (
        replicas === undefined ||
        !isFixed ||
        disruption(arithmeticBudget(budget), replicas)?.verdict !== 'blocks-eviction'
      ) {
        continue;
      }
      if (replicas === 1) {
        const anchor =
          component.replicas && context.isOwn(component.replicas.path) ? component.replicas.path : chosen.setting.path;
        yield { path: anchor, message: 'single', data, fixes: () => singleFixes(context, component, budget) };
      } else {
        yield {
          path: chosen.setting.path,
          message: 'blocks',
          data: { ...data, replicas },
          fixes: () => allowOneDisruption(context, { budget }, replicas),
        };
      }
    }
  },
});

const isNever = (side: 'minAvailable' | 'maxUnavailable', value: unknown): boolean =>
  side === 'maxUnavailable' ? value === 0 || value === '0' || value === '0%' : value === '100%';

function singleFixes(context: RuleContext, { replicas }: Component, budget: Budget): readonly Fix[] {
  const second: readonly Fix[] =
    replicas && context.knows(replicas.path) !== false && budget.minAvailable.value === 1
      ? [{ title: 'Run 2 replicas', safety: 'unsafe', operations: [{ op: 'set', path: replicas.path, value: 2 }] }]
      : [];
  const off: readonly Fix[] = budget.enabledPath
    ? [
        {
          title: 'Switch the disruption budget off',
          safety: 'unsafe',
          operations: [{ op: 'set', path: budget.enabledPath, value: false }],
        },
      ]
    : [];
  return [...second, ...off];
}
