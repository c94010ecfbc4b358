import { quorumOf } from '../kit/disruption-budget.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'replicas-quorum-even',
  meta: {
    summary: 'Give a quorum store an odd number of members.',
    why: 'A majority of four is three: a store of four members tolerates the loss of one, as one of three does, and each write has one member more to wait for.',
    remedy: 'Run three members, or five to tolerate the loss of two.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'kcp'],
    messages: {
      even: "'{component}' has {members} members and tolerates the loss of {tolerates}, no more than with {fewer}. Run an odd number.",
    },
    examples: { bad: 'etcd:\n  replicaCount: 4\n', good: 'etcd:\n  replicaCount: 5\n' },
    sources: ['https://etcd.io/docs/latest/faq/'],
    covers: ['S0-10', 'S3-10'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const { replicas, fewestReplicas: members, quorum, enabled, autoscaler } = component;
      if (
        !enabled ||
        !quorum ||
        !replicas ||
        autoscaler?.enabled === true ||
        members === undefined ||
        members < 4 ||
        members % 2 === 1 ||
        !ownsAny(context, [replicas.path, component.path])
      ) {
        continue;
      }
      yield {
        path: replicas.path,
        message: 'even',
        data: { component: titleOf(component), members, tolerates: quorumOf(members).tolerates, fewer: members - 1 },
        fixes: () =>
          [members - 1, members + 1].map(value => ({
            title: `Run ${value} members`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: replicas.path, value }],
          })),
      };
    }
  },
});
