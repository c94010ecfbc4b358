import { isAbsent } from '../kit/json.ts';
import { rollingUpdate } from '../kit/rollout.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { isDeployment, strategiesOf } from '../rule/strategies.ts';

export default defineRule({
  id: 'strategy-max-unavailable',
  meta: {
    summary: 'Keep two pods while an update runs.',
    why: 'When an update takes pods away before their successors are ready, a small workload is down to one pod, or none, for as long as the update lasts.',
    remedy: 'Start the new pod first: `maxSurge: 1` and `maxUnavailable: 0`.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'kcp', 'spaces'],
    messages: {
      few: "Of {replicas} replicas of '{component}' an update leaves {left} running. Start new pods first: maxSurge 1, maxUnavailable 0.",
    },
    examples: {
      bad: 'replicaCount: 2\nservice: {}\nstrategy:\n  rollingUpdate:\n    maxUnavailable: 1\n',
      good: 'replicaCount: 2\nservice: {}\nstrategy:\n  rollingUpdate:\n    maxSurge: 1\n    maxUnavailable: 0\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy'],
    covers: ['S2-43', 'S2-51'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, type, maxSurge, maxUnavailable, rollingUpdatePath } of strategiesOf(context)) {
      const replicas = component.fewestReplicas;
      const path = [...rollingUpdatePath, 'maxUnavailable'];
      const outcome = rollingUpdate(replicas, maxSurge, maxUnavailable);
      const isRolling =
        isDeployment(component) && component.serving && (type === undefined || type === 'RollingUpdate');
      if (
        !isRolling ||
        !outcome ||
        replicas === undefined ||
        replicas < 2 ||
        isAbsent(maxUnavailable) ||
        outcome.unavailable < 1 ||
        outcome.minPods >= 2
      ) {
        continue;
      }
      if (!ownsAny(context, [path])) {
        continue;
      }
      yield {
        path,
        message: 'few',
        data: { component: titleOf(component), replicas, left: outcome.minPods },
        fixes: () => [
          {
            title: 'Start new pods first',
            safety: 'unsafe',
            operations: [
              { op: 'set', path, value: 0 },
              ...(outcome.surge === 0
                ? [{ op: 'set' as const, path: [...rollingUpdatePath, 'maxSurge'], value: 1 }]
                : []),
            ],
          },
        ],
      };
    }
  },
});
