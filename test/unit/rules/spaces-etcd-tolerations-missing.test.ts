import rule from '../../../server/src/core/rules/spaces-etcd-tolerations-missing.ts';
import { declaredTaint } from '../../support/declared-taint.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const pinned = (pool: string) => yaml`
  controlPlanes:
    etcd:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions:
                  - key: target
                    operator: In
                    values: [${pool}]
`;

testRule(rule, {
  valid: [
    // No affinity: the pods run anywhere, and need no toleration.
    { product: 'spaces', values: 'controlPlanes:\n  etcd:\n    tolerations: []\n' },
    // A pool of one's own, whose taints are not known.
    { product: 'spaces', values: pinned('fast') },
    { product: 'spaces', values: pinned('"{{ .pool }}"') },
    { product: 'spaces', values: `${pinned('etcd')}    tolerations: "{{ .tolerations }}"\n` },
    // One toleration matches every value of the key, another one everything.
    { product: 'spaces', values: `${pinned('etcd')}    tolerations:\n      - key: target\n        operator: Exists\n` },
    { product: 'spaces', values: `${pinned('etcd')}    tolerations:\n      - operator: Exists\n` },
    // Taken off by a controller, or filled in later.
    {
      product: 'spaces',
      values: pinned('fast'),
      taints: [
        declaredTaint('target=fast:NoSchedule', { startup: true }),
        declaredTaint('target=fast:NoSchedule', { templated: true }),
      ],
    },
    // PreferNoSchedule keeps nobody off.
    { product: 'spaces', values: pinned('fast'), taints: [declaredTaint('target=fast:PreferNoSchedule')] },
    // Another pool's taint.
    {
      product: 'spaces',
      values: pinned('fast'),
      taints: [declaredTaint('gpu=true:NoSchedule', { labels: { gpu: 'true' } })],
    },
    // Before 1.14 there are no tolerations.
    { product: 'spaces@1.13.1', values: pinned('etcd') },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
        # ^^^^ The etcd pods are pinned to a pool with the taint target=etcd:NoSchedule, but 'controlPlanes.etcd.tolerations'…
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - key: target
                          operator: In
                          values:
                            - etcd
      `,
      titles: ['Add tolerations matching taints'],
      fixed: yaml`
        controlPlanes:
          etcd:
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - key: target
                          operator: In
                          values:
                            - etcd
            tolerations:
              - key: target
                operator: Equal
                value: etcd
                effect: NoSchedule
      `,
    },
    {
      // Declared in the workspace: by a label of the same pool, and with two effects. What is there stays.
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            tolerations: # ours
        #   ^^^^^^^^^^^ The etcd pods are pinned to a pool with the taint dedicated=db:NoExecute, but…
              - key: spot
                operator: Exists
              - key: dedicated
                value: db
                effect: NoSchedule
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions: [{ key: pool, operator: In, values: [db] }]
      `,
      taints: [
        declaredTaint('dedicated=db:NoSchedule', { labels: { pool: 'db' } }),
        declaredTaint('dedicated=db:NoExecute', { labels: { pool: 'db' } }),
        declaredTaint('dedicated=web:NoSchedule', { labels: { pool: 'web' } }),
      ],
      fixed: yaml`
        controlPlanes:
          etcd:
            tolerations: # ours
              - key: spot
                operator: Exists
              - key: dedicated
                value: db
                effect: NoSchedule
              - key: dedicated
                operator: Equal
                value: db
                effect: NoExecute
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions: [{ key: pool, operator: In, values: [db] }]
      `,
    },
    {
      // A taint as `kubectl taint` declares it; the toleration that is there is for another effect.
      product: 'spaces@1.15.1',
      values: yaml`
        controlPlanes:
          etcd:
            tolerations: [{ key: target, operator: Equal, value: fast, effect: NoExecute }]
        #   ^^^^^^^^^^^ The etcd pods are pinned to a pool with the taint target=fast:NoSchedule, but…
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions: [{ key: target, operator: In, values: [fast] }]
      `,
      taints: [declaredTaint('target=fast:NoSchedule')],
      fixed: yaml`
        controlPlanes:
          etcd:
            tolerations: [{ key: target, operator: Equal, value: fast, effect: NoExecute }, {key: target, operator: Equal, value: fast, effect: NoSchedule}]
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions: [{ key: target, operator: In, values: [fast] }]
      `,
    },
  ],
});
