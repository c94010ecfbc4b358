import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'replicas-quorum-small',
  meta: {
    summary: 'Give a quorum store at least three members.',
    why: 'A single member is gone with its node. Two members need each other for a majority: the loss of either one stops the store, so two fail more often than one.',
    remedy: 'Run three members on three nodes.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'kcp'],
    messages: {
      one: "'{component}' has a single member: when its node goes, the store does. Run 3 members.",
      two: "'{component}' has two members, and stops when either one is gone. Run 3 members.",
    },
    examples: { bad: 'etcd:\n  replicaCount: 2\n', good: 'etcd:\n  replicaCount: 3\n' },
    sources: ['https://etcd.io/docs/latest/faq/'],
    covers: ['S0-10', 'S3-10'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const { replicas, fewestReplicas: members, quorum, enabled } = component;
      if (
        !enabled ||
        !quorum ||
        !replicas ||
        (members !== 1 && members !== 2) ||
        !ownsAny(context, [replicas.path, component.path])
      ) {
        continue;
      }
      yield {
        path: replicas.path,
        message: members === 1 ? 'one' : 'two',
        data: { component: titleOf(component) },
        fixes: () =>
          [3, 5].map(value => ({
            title: `Run ${value} members`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: replicas.path, value }],
          })),
      };
    }
  },
});
