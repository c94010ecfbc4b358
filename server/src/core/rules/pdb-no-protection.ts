import { disruption } from '../kit/disruption-budget.ts';
import { arithmeticBudget, budgetedComponents, chosenSide } from '../rule/budgets.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'pdb-no-protection',
  meta: {
    summary: 'Have a disruption budget keep at least one pod.',
    why: 'A budget that lets every pod go at the same time exists, and protects nothing.',
    remedy: 'Keep one pod (`minAvailable: 1`), or let one go at a time (`maxUnavailable: 1`).',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      none: "{side}: {amount} lets all {replicas} replicas of '{component}' go at the same time: the budget protects nothing. Let one go at a time.",
      single:
        "The budget of '{component}' lets its only pod go, so it protects nothing. Run a second replica to make it count.",
    },
    examples: {
      bad: 'replicaCount: 3\npdb:\n  enabled: true\n  maxUnavailable: 3\n',
      good: 'replicaCount: 3\npdb:\n  enabled: true\n  maxUnavailable: 1\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, budget } of budgetedComponents(context)) {
      const chosen = chosenSide(budget);
      const { fewestReplicas: replicas } = component;
      const isZeroOnKcp = context.product?.family === 'kcp' && chosen?.setting.value === 0;
      if (
        !chosen ||
        replicas === undefined ||
        isZeroOnKcp ||
        disruption(arithmeticBudget(budget), replicas)?.verdict !== 'no-protection'
      ) {
        continue;
      }
      if (!ownsAny(context, [chosen.setting.path, budget.enabledPath])) {
        continue;
      }
      const path = chosen.setting.path;
      if (replicas === 1) {
        // With a single pod it is the accepted way not to block drains.
        if (context.profile === 'production') {
          yield { path, message: 'single', severity: 'info', data: { component: titleOf(component) } };
        }
        continue;
      }
      yield {
        path,
        message: 'none',
        data: { side: chosen.name, amount: String(chosen.setting.value), replicas, component: titleOf(component) },
        fixes: () => [{ title: `Set ${chosen.name} 1`, safety: 'unsafe', operations: [{ op: 'set', path, value: 1 }] }],
      };
    }
  },
});
