import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { strategiesOf } from '../rule/strategies.ts';
import { isStateful } from '../rule/volume.ts';

export default defineRule({
  id: 'strategy-recreate',
  meta: {
    summary: 'Update what serves traffic without taking it down.',
    why: '`Recreate` stops all pods before it starts new ones: every deploy is an outage.',
    remedy:
      'Use `RollingUpdate`. Workloads that keep data on a volume of one node need `Recreate`, and are not reported.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'kcp'],
    messages: {
      recreate:
        "'{component}' stops all its pods at every update (Recreate): each deploy is an outage. Use RollingUpdate.",
    },
    examples: {
      bad: 'replicaCount: 2\nservice: {}\nstrategy:\n  type: Recreate\n',
      good: 'replicaCount: 2\nservice: {}\nstrategy:\n  type: RollingUpdate\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy'],
    covers: ['S2-43'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, block, path, type, typePath } of strategiesOf(context)) {
      if (
        type !== 'Recreate' ||
        !component.serving ||
        // What the chart does not scale is made for one pod at a time.
        (context.complete && component.replicas === undefined && component.autoscaler === undefined) ||
        component.operator ||
        component.quorum ||
        isStateful(component) ||
        !ownsAny(context, [typePath, component.path])
      ) {
        continue;
      }
      yield {
        path: typePath,
        message: 'recreate',
        data: { component: titleOf(component) },
        fixes: () => [
          {
            title: 'Update one pod at a time',
            safety: 'unsafe',
            operations: block
              ? [
                  {
                    op: 'set',
                    path,
                    merge: true,
                    value: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
                  },
                ]
              : [{ op: 'set', path: typePath, value: 'RollingUpdate' }],
          },
        ],
      };
    }
  },
});
