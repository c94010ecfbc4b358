import rule from '../../../server/src/core/rules/spaces-etcd-node-affinity-missing.ts';
import { declaredTaint } from '../../support/declared-taint.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    // A pool by any name.
    {
      product: 'spaces',
      values: yaml`
        controlPlanes:
          etcd:
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions: [{ key: disk, operator: In, values: [nvme] }]
      `,
    },
    { product: 'spaces', values: 'controlPlanes:\n  etcd:\n    affinity: "{{ .affinity }}"\n' },
    { product: 'spaces@1.11.0', values: 'account: acme\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            affinity: {}
        #   ^^^^^^^^ 'controlPlanes.etcd.affinity' pins the etcd pods to no nodes…
      `,
      titles: ['Pin to nodes labelled target=etcd, and tolerate their taint'],
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
      // Preferred is not pinned. What is there stays; the pool's taint is tolerated as declared.
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            tolerations:
              - operator: Exists
            affinity:
        #   ^^^^^^^^ 'controlPlanes.etcd.affinity' pins the etcd pods to no nodes…
              nodeAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 1
                    preference:
                      matchExpressions: [{ key: disk, operator: In, values: [nvme] }]
      `,
      taints: [declaredTaint('target=etcd:NoExecute')],
      fixed: yaml`
        controlPlanes:
          etcd:
            tolerations:
              - operator: Exists
            affinity:
              nodeAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 1
                    preference:
                      matchExpressions: [{ key: disk, operator: In, values: [nvme] }]
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - key: target
                          operator: In
                          values:
                            - etcd
      `,
    },
    {
      // Nobody said anything; 1.13 has no tolerations yet.
      product: 'spaces@1.13.1',
      values: yaml`
        account: acme
        ^^^^^^^ 'controlPlanes.etcd.affinity' pins…
      `,
      fixed: yaml`
        account: acme
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
      `,
    },
  ],
});
