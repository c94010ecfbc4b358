import rule from '../../../server/src/core/rules/scheduling-spot-critical.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'web:\n  replicas: 2\n  tolerations:\n    - key: spot\n      operator: Exists\n',
    'etcd:\n  enabled: false\n  replicas: 3\n  tolerations:\n    - key: spot\n      operator: Exists\n',
    'etcd:\n  replicas: 3\n  nodeSelector:\n    karpenter.sh/capacity-type: on-demand\n',
    yaml`
      etcd:
        replicas: 3
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions:
                    - key: karpenter.sh/capacity-type
                      operator: NotIn
                      values: [spot]
    `,
  ],
  invalid: [
    {
      values: yaml`
        etcd:
          replicas: 3
          tolerations:
            - key: kubernetes.azure.com/scalesetpriority
        #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'etcd' may run on spot capacity (kubernetes.azure.com/scalesetpriority)…
              value: spot
            - key: target
              value: etcd
      `,
      fixed: yaml`
        etcd:
          replicas: 3
          tolerations:
            - key: target
              value: etcd
      `,
    },
    {
      values: yaml`
        postgresql:
          replicas: 2
          nodeSelector:
            eks.amazonaws.com/capacityType: SPOT
        #                                   ^^^^ 'postgresql' may run on spot…
            kubernetes.io/os: linux
      `,
      fixed: yaml`
        postgresql:
          replicas: 2
          nodeSelector:
            kubernetes.io/os: linux
      `,
    },
    yaml`
      my-controller:
        replicas: 2
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions:
                    - { key: karpenter.sh/capacity-type, operator: In, values: [spot] }
      #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'my-controller' may run on spot…
    `,
  ],
});
