import rule from '../../../server/src/core/rules/node-affinity-without-toleration.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const node = (taints: string) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: a, labels: {pool: web}}\nspec: {taints: [${taints}]}\n`;
const pinned = 'replicaCount: 2\nnodeSelector:\n  pool: web\ntolerations: []\n';

testRule(rule, {
  valid: [
    // The pool is known to take the pods.
    { values: pinned, nodePools: node('') },
    { values: pinned, nodePools: node('{key: a, effect: PreferNoSchedule}') },
    'replicaCount: 2\nnodeSelector:\n  kubernetes.io/os: linux\ntolerations: []\n',
    'replicaCount: 2\nnodeSelector:\n  pool: web\ntolerations:\n  - operator: Exists\n',
    'replicaCount: 2\nnodeSelector:\n  pool: web\ntolerations: "{{ .tolerations }}"\n',
    // The chart offers no tolerations, as far as is known.
    'replicaCount: 2\nnodeSelector:\n  pool: web\n',
    { defaults: 'replicaCount: 2\nnodeSelector:\n  pool: web\ntolerations: []\n', values: 'replicaCount: 3\n' },
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        nodeSelector:
          dedicated: web
        tolerations: []
        ^^^^^^^^^^^ 'This chart' may only run on nodes with 'dedicated' web, but…
      `,
      fixed: yaml`
        replicaCount: 2
        nodeSelector:
          dedicated: web
        tolerations:
          - key: dedicated
            operator: Equal
            value: web
            effect: NoSchedule
      `,
    },
    {
      values: yaml`
        web:
          replicas: 2
          tolerations:
        # ^^^^^^^^^^^ 'web' may only run on nodes with 'pool' a or b…
            - key: other
              operator: Exists
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - key: pool
                        operator: In
                        values: [a, b]
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
        # ^^^^ 'controlPlanes.etcd' may only run on nodes with 'target' etcd…
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - { key: target, operator: In, values: [etcd] }
      `,
    },
  ],
});
