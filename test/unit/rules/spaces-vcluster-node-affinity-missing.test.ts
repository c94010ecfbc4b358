import rule from '../../../server/src/core/rules/spaces-vcluster-node-affinity-missing.ts';
import { declaredTaint } from '../../support/declared-taint.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    // A pool by any name.
    {
      product: 'spaces',
      values: yaml`
        controlPlanes:
          vcluster:
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions: [{ key: disk, operator: In, values: [nvme] }]
      `,
    },
    { product: 'spaces', values: 'controlPlanes:\n  vcluster:\n    affinity: "{{ .affinity }}"\n' },
    { product: 'spaces@1.11.0', values: 'account: acme\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          vcluster:
            affinity: {}
        #   ^^^^^^^^ 'controlPlanes.vcluster.affinity' pins the API server pods to no nodes…
      `,
      titles: ['Pin to nodes labelled target=apiserver, and tolerate their taint'],
      fixed: yaml`
        controlPlanes:
          vcluster:
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - key: target
                          operator: In
                          values:
                            - apiserver
            tolerations:
              - key: target
                operator: Equal
                value: apiserver
                effect: NoSchedule
      `,
    },
    {
      // Preferred is not pinned. What is there stays; the pool's taint is tolerated as declared.
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          vcluster:
            tolerations:
              - operator: Exists
            affinity:
        #   ^^^^^^^^ 'controlPlanes.vcluster.affinity' pins the API server pods to no nodes…
              nodeAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 1
                    preference:
                      matchExpressions: [{ key: disk, operator: In, values: [nvme] }]
      `,
      taints: [declaredTaint('target=apiserver:NoExecute')],
      fixed: yaml`
        controlPlanes:
          vcluster:
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
                            - apiserver
      `,
    },
    {
      // Nobody said anything; 1.13 has no tolerations yet.
      product: 'spaces@1.13.1',
      values: yaml`
        account: acme
        ^^^^^^^ 'controlPlanes.vcluster.affinity' pins…
      `,
      fixed: yaml`
        account: acme
        controlPlanes:
          vcluster:
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - key: target
                          operator: In
                          values:
                            - apiserver
      `,
    },
  ],
});
