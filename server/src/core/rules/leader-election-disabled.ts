import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

const switches: readonly (readonly string[])[] = [
  ['leaderElection', 'enabled'],
  ['leaderElection', 'enable'],
  ['leaderElection'],
  ['enableLeaderElection'],
  ['leaderElect'],
];

export default defineRule({
  id: 'leader-election-disabled',
  meta: {
    summary: 'Elect a leader where a controller runs more than once.',
    why: 'Without leader election all replicas of a controller work on the same objects at the same time, and undo what the others did.',
    remedy: 'Switch leader election on, or run one replica.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['kcp', 'helm'],
    messages: {
      off: "'{component}' runs {replicas} replicas without leader election: all of them act on the same objects. Switch it on.",
    },
    examples: {
      bad: 'controller:\n  replicas: 2\n  leaderElection:\n    enabled: false\n',
      good: 'controller:\n  replicas: 2\n  leaderElection:\n    enabled: true\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/architecture/leases/#leader-election'],
    covers: ['S3-22'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const { node, enabled, fewestReplicas: replicas, path } = component;
      const keys = switches.find(names => {
        const value = nodeAt(node, names);
        return value?.kind === 'scalar' && value.value === false;
      });
      const at = keys && [...path, ...keys];
      if (
        !at ||
        !enabled ||
        replicas === undefined ||
        replicas < 2 ||
        !ownsAny(context, [at, component.replicas?.path])
      ) {
        continue;
      }
      yield {
        path: at,
        message: 'off',
        data: { component: titleOf(component), replicas },
        fixes: () => [
          { title: 'Switch leader election on', safety: 'unsafe', operations: [{ op: 'set', path: at, value: true }] },
        ],
      };
    }
  },
});
