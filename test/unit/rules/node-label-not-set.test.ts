import rule from '../../../server/src/core/rules/node-label-not-set.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const node = (name: string, labels: string, taints = '') =>
  `---\napiVersion: v1\nkind: Node\nmetadata: {name: ${name}, labels: {${labels}}}\nspec: {taints: [${taints}]}\n`;
const nodes = node('a', 'pool: web') + node('b', 'pool: db');

testRule(rule, {
  valid: [
    'web:\n  replicas: 2\n  nodeSelector:\n    pool: webb\n',
    { values: 'web:\n  replicas: 2\n  nodeSelector:\n    pool: web\n', nodePools: nodes },
    // Set somewhere that is not seen, or by the cloud.
    { values: 'web:\n  replicas: 2\n  nodeSelector:\n    other: web\n', nodePools: nodes },
    {
      values: 'web:\n  replicas: 2\n  nodeSelector:\n    kubernetes.io/arch: arm64\n',
      nodePools: node('a', 'kubernetes.io/arch: amd64'),
    },
    {
      values: 'web:\n  replicas: 2\n  nodeSelector:\n    pool: x\n',
      nodePools: nodes + node('c', 'pool: "{{ .pool }}"'),
    },
    // `kubectl taint -l` picks nodes by a label that they carry.
    {
      values: 'web:\n  replicas: 2\n  nodeSelector:\n    pool: web\n',
      nodePools: { 'a.sh': 'kubectl taint nodes -l pool=web pool=web:NoSchedule\n' },
    },
    // One of two terms can be met.
    {
      values: yaml`
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions: [{ key: pool, operator: In, values: [x] }]
                - matchExpressions: [{ key: pool, operator: In, values: [db] }]
      `,
      nodePools: nodes,
    },
  ],
  invalid: [
    {
      values: yaml`
        web:
          replicas: 2
          nodeSelector:
            pool: wbe
        #         ^^^ 'web' may only run on nodes with 'pool' wbe, and the node pools of this workspace set 'pool' to web, db: its pods stay Pending. Use a label that the nodes have.
      `,
      nodePools: nodes,
      fixed: yaml`
        web:
          replicas: 2
          nodeSelector:
            pool: web
      `,
    },
    {
      values: yaml`
        web:
          replicas: 2
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - key: target
        #               ^^^^^^^^^^^ 'web' may only run on nodes with the label target=etcd. The nodes have that taint, but nothing in this workspace sets the label…
                        operator: In
                        values: [etcd]
      `,
      nodePools: { 'setup.md': '```shell\nkubectl taint nodes node-1 target=etcd:NoSchedule\n```\n' },
    },
    {
      values: yaml`
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions:
                    - key: pool
                      operator: In
                      values: [cache]
        #                      ^^^^^ 'This chart' may only run…
      `,
      nodePools: nodes,
    },
  ],
});
