import { rollingUpdateProblems } from '../kit/rollout.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { strategiesOf } from '../rule/strategies.ts';

export default defineRule({
  id: 'strategy-zero-both',
  meta: {
    summary: 'Let an update add a pod or take one away.',
    why: 'With `maxSurge` and `maxUnavailable` both 0 no pod may be added and none taken away: the API server rejects the Deployment.',
    remedy: 'Set `maxSurge: 1`, or `maxUnavailable: 1` where there is no room for a further pod.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm'],
    messages: {
      stuck:
        "An update of '{component}' may neither add nor take away a pod: Kubernetes rejects maxSurge and maxUnavailable both 0. Set maxSurge to 1.",
    },
    examples: {
      bad: 'replicaCount: 2\nstrategy:\n  rollingUpdate:\n    maxSurge: 0\n    maxUnavailable: 0\n',
      good: 'replicaCount: 2\nstrategy:\n  rollingUpdate:\n    maxSurge: 1\n    maxUnavailable: 0\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, type, maxSurge, maxUnavailable, rollingUpdatePath } of strategiesOf(context)) {
      const [surge, unavailable] = ['maxSurge', 'maxUnavailable'].map(name => [...rollingUpdatePath, name]);
      const isStuck = rollingUpdateProblems(maxSurge, maxUnavailable).includes('both-zero');
      if (
        !surge ||
        !isStuck ||
        (type !== undefined && type !== 'RollingUpdate') ||
        !ownsAny(context, [surge, unavailable])
      ) {
        continue;
      }
      yield {
        path: surge,
        message: 'stuck',
        data: { component: titleOf(component) },
        fixes: () => [
          {
            title: 'Start new pods first: maxSurge 1',
            safety: 'unsafe',
            operations: [{ op: 'set', path: surge, value: 1 }],
          },
          {
            title: 'Replace in place: maxUnavailable 1',
            safety: 'unsafe',
            operations: [{ op: 'set', path: [...rollingUpdatePath, 'maxUnavailable'], value: 1 }],
          },
        ],
      };
    }
  },
});
