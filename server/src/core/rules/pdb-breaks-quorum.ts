import { disruption, keepsQuorum, quorumOf } from '../kit/disruption-budget.ts';
import { arithmeticBudget, budgetedComponents, chosenSide } from '../rule/budgets.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny, unset } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'pdb-breaks-quorum',
  meta: {
    summary: 'Have a disruption budget keep the quorum.',
    why: 'A quorum store stops when it loses its majority, and members that are drained together may cost it: for etcd that can mean a restore from backup. Percentages round up: 34 % of three members is two.',
    remedy: 'Let one member go at a time: `maxUnavailable: 1`.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'kcp'],
    messages: {
      quorum:
        "{side}: {amount} lets {allowed} of {members} members of '{component}' go at the same time, and {quorum} must stay: one drain may stop the store. Let one go at a time.",
    },
    examples: {
      bad: 'etcd:\n  replicaCount: 3\n  pdb:\n    enabled: true\n    maxUnavailable: 2\n',
      good: 'etcd:\n  replicaCount: 3\n  pdb:\n    enabled: true\n    maxUnavailable: 1\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/', 'https://etcd.io/docs/latest/faq/'],
    covers: ['S3-10', 'S3-16'],
    fix: 'unsafe',
    replaces: ['pdb-no-protection'],
  },
  *check(context) {
    for (const { component, budget } of budgetedComponents(context)) {
      const { fewestReplicas: members, quorum } = component;
      const chosen = chosenSide(budget);
      const amounts = arithmeticBudget(budget);
      const outcome = disruption(amounts, members);
      if (
        !quorum ||
        !chosen ||
        members === undefined ||
        members < 3 ||
        !outcome ||
        keepsQuorum(members, amounts) !== false
      ) {
        continue;
      }
      // The kcp chart reads 0 as unset: see kcp-pdb-zero.
      if (
        (context.product?.family === 'kcp' && chosen.setting.value === 0) ||
        !ownsAny(context, [chosen.setting.path, budget.enabledPath, component.replicas?.path])
      ) {
        continue;
      }
      const { path } = chosen.setting;
      yield {
        path,
        message: 'quorum',
        data: {
          side: chosen.name,
          amount: String(chosen.setting.value),
          allowed: outcome.allowed,
          members,
          component: titleOf(component),
          quorum: quorumOf(members).quorum,
        },
        fixes: () =>
          chosen.name === 'maxUnavailable'
            ? [
                {
                  title: 'Let one member go at a time: maxUnavailable 1',
                  safety: 'unsafe',
                  operations: [{ op: 'set', path, value: 1 }],
                },
              ]
            : [
                {
                  title: `Keep ${members - 1} members: minAvailable ${members - 1}`,
                  safety: 'unsafe',
                  operations: [{ op: 'set', path, value: members - 1 }],
                },
                ...(context.knows(budget.maxUnavailable.path) === false
                  ? []
                  : [
                      {
                        title: 'Let one member go at a time: maxUnavailable 1 in place of minAvailable',
                        safety: 'unsafe' as const,
                        operations: [
                          unset(context, path),
                          { op: 'set' as const, path: budget.maxUnavailable.path, value: 1 },
                        ],
                      },
                    ]),
              ],
      };
    }
  },
});
