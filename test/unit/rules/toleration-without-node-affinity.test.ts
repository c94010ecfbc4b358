import rule from '../../../server/src/core/rules/toleration-without-node-affinity.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const pool = 'tolerations:\n  - key: dedicated\n    operator: Equal\n    value: web\n';

testRule(rule, {
  valid: [
    // Nothing says that this chart offers a node selector.
    `replicaCount: 2\n${pool}`,
    `replicaCount: 2\nnodeSelector: "{{ .selector }}"\n${pool}`,
    `kind: DaemonSet\nnodeSelector: {}\n${pool}`,
    'replicaCount: 2\nnodeSelector: {}\ntolerations:\n  - key: node.kubernetes.io/not-ready\n    operator: Exists\n',
    'replicaCount: 2\nnodeSelector: {}\ntolerations:\n  - key: kubernetes.azure.com/scalesetpriority\n    operator: Exists\n  - key: spot\n    operator: Exists\n',
    yaml`
      replicaCount: 2
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions:
                  - key: dedicated
                    operator: In
                    values: [web]
      tolerations:
        - key: dedicated
          operator: Exists
    `,
  ],
  invalid: [
    {
      // The pool's own label, where its file says it.
      values: yaml`
        replicaCount: 2
        nodeSelector: {}
        tolerations:
          - key: dedicated
        #        ^^^^^^^^^ 'This chart' tolerates the taint 'dedicated', but nothing binds it…
            operator: Exists
      `,
      nodePools: `apiVersion: v1
kind: Node
metadata: {name: a, labels: {pool: web, kubernetes.io/os: linux, team: x}}
spec: {taints: [{key: dedicated, value: web, effect: NoSchedule}]}
---
apiVersion: v1
kind: Node
metadata: {name: b, labels: {pool: other, team: x}}
`,
      fixed: yaml`
        replicaCount: 2
        nodeSelector:
          pool: web
        tolerations:
          - key: dedicated
            operator: Exists
      `,
    },
    {
      // A chart without a node selector.
      values: yaml`
        replicaCount: 2
        affinity: {}
        tolerations:
          - key: dedicated
        #        ^^^^^^^^^ 'This chart' tolerates…
            value: web
      `,
      fixed: yaml`
        replicaCount: 2
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions:
                    - key: dedicated
                      operator: In
                      values:
                        - web
        tolerations:
          - key: dedicated
            value: web
      `,
    },
    {
      values: yaml`
        web:
          replicas: 2
          nodeSelector: {}
          tolerations:
            - key: dedicated
        #          ^^^^^^^^^ 'web' tolerates the taint 'dedicated', but nothing…
              operator: Equal
              value: web
      `,
      fixed: yaml`
        web:
          replicas: 2
          nodeSelector:
            dedicated: web
          tolerations:
            - key: dedicated
              operator: Equal
              value: web
      `,
    },
    {
      values: yaml`
        replicaCount: 2
        affinity: {}
        tolerations:
          - { key: pool.example/name, operator: Exists }
        #          ^^^^^^^^^^^^^^^^^ 'This chart' tolerates the taint 'pool.example/name'…
      `,
      titles: [],
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            tolerations:
              - key: target
        #            ^^^^^^ 'controlPlanes.etcd' tolerates the taint 'target'…
                operator: Equal
                value: etcd
      `,
    },
  ],
});
