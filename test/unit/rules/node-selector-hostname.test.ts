import rule from '../../../server/src/core/rules/node-selector-hostname.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'replicaCount: 2\nnodeSelector:\n  kubernetes.io/os: linux\n',
    'web:\n  enabled: false\n  replicas: 1\n  nodeSelector:\n    kubernetes.io/hostname: a\n',
    'replicaCount: 2\naffinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - { key: kubernetes.io/hostname, operator: NotIn, values: [a] }\n',
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        nodeSelector:
          kubernetes.io/hostname: worker-1
        #                         ^^^^^^^^ 'This chart' may only run on the machine 'worker-1'…
          pool: web
      `,
      fixed: yaml`
        replicaCount: 2
        nodeSelector:
          pool: web
      `,
    },
    yaml`
      web:
        replicas: 1
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions:
                    - { key: kubernetes.io/hostname, operator: In, values: [a] }
      #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'web' may only run on the machine 'a'…
    `,
    {
      product: 'kcp/kcp',
      values: yaml`
        kcp:
          nodeSelector:
            kubernetes.io/hostname: a
        #                           ^ 'kcp' may only run…
      `,
    },
  ],
});
