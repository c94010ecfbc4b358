import rule from '../../../server/src/core/rules/toleration-matches-no-taint.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const node = (name: string, taints: string) => `---
apiVersion: v1
kind: Node
metadata: {name: ${name}}
spec:
  taints: [${taints}]
`;
const nodes =
  node('web-1', '{key: dedicated, value: web, effect: NoSchedule}') + node('db-1', '{key: storage, effect: NoExecute}');
const tolerating = (item: string) => `replicaCount: 2\ntolerations:\n  - ${item}\n`;

testRule(rule, {
  valid: [
    // Nothing is known of the nodes, or not all.
    tolerating('{ key: other, operator: Exists }'),
    {
      values: tolerating('{ key: other, operator: Exists }'),
      nodePools: nodes + node('t', '{key: "{{ .key }}", effect: NoSchedule}'),
    },
    // Matches: by value, by Exists, by every effect, by wildcard, with seconds.
    { values: tolerating('{ key: dedicated, value: web, effect: NoSchedule }'), nodePools: nodes },
    { values: tolerating('{ key: dedicated, operator: Exists }'), nodePools: nodes },
    { values: tolerating('{ operator: Exists, effect: NoExecute }'), nodePools: nodes },
    {
      values: tolerating('{ key: storage, operator: Exists, effect: NoExecute, tolerationSeconds: 60 }'),
      nodePools: nodes,
    },
    // Set by Kubernetes, clouds and drivers.
    {
      values: tolerating('{ key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute }'),
      nodePools: nodes,
    },
    { values: tolerating('{ key: nvidia.com/gpu, operator: Exists }'), nodePools: nodes },
    { values: tolerating('{ key: CriticalAddonsOnly, operator: Exists }'), nodePools: nodes },
    // Belongs on every node, whatever comes.
    { values: 'kind: DaemonSet\ntolerations:\n  - { key: other, operator: Exists }\n', nodePools: nodes },
    // Not known, not own, switched off.
    { values: tolerating('{ key: "{{ .key }}", operator: Exists }'), nodePools: nodes },
    { defaults: tolerating('{ key: other, operator: Exists }'), values: 'replicaCount: 3\n', nodePools: nodes },
    {
      values: 'web:\n  enabled: false\n  replicas: 1\n  tolerations: [{ key: other, operator: Exists }]\n',
      nodePools: nodes,
    },
  ],
  invalid: [
    {
      // The taint is tolerated already: nothing is gained by a second item for it.
      values: yaml`
        replicaCount: 2
        tolerations:
          - { key: dedicated, value: web }
          - { key: dedicated, value: wbe }
        #          ^^^^^^^^^ No node pool of this workspace has a taint that 'dedicated=wbe' matches: the toleration has no effect.
      `,
      nodePools: nodes,
      titles: [],
    },
    {
      // By its name an agent, but the key is that of one pool.
      values: yaml`
        proxy:
          replicas: 2
          tolerations:
            - key: dedicated
              value: wbe
        #            ^^^ No node pool of this workspace has…
      `,
      nodePools: nodes,
    },
    {
      values: yaml`
        replicaCount: 2
        tolerations:
          - key: reserved
        #        ^^^^^^^^ No node pool of this workspace has a taint that 'reserved' matches: the toleration has no effect.
            operator: Exists
      `,
      nodePools: nodes,
      titles: [],
    },
    {
      values: yaml`
        replicaCount: 2
        tolerations:
          - key: dedicated
            operator: Equal
            value: wbe # typo
        #          ^^^ No node pool of this workspace has a taint that 'dedicated=wbe:NoSchedule' matches. Is dedicated=web:NoSchedule of 'web-1' meant?
            effect: NoSchedule
      `,
      nodePools: nodes,
      fixed: yaml`
        replicaCount: 2
        tolerations:
          - key: dedicated
            operator: Equal
            value: web # typo
            effect: NoSchedule
      `,
    },
    {
      values: yaml`
        replicaCount: 2
        tolerations:
          - key: dedicated
            value: web
            effect: NoExecute
        #           ^^^^^^^^^ No node pool of this workspace has a taint that 'dedicated=web:NoExecute' matches. Is dedicated=web:NoSchedule of…
      `,
      nodePools: nodes,
      fixed: yaml`
        replicaCount: 2
        tolerations:
          - key: dedicated
            value: web
            effect: NoSchedule
      `,
    },
    {
      values: yaml`
        replicaCount: 2
        tolerations:
          - key: strage
        #        ^^^^^^ No node pool of this workspace has a taint that 'strage=yes:NoSchedule' matches. Is storage:NoExecute of 'db-1' meant?
            operator: Equal
            value: "yes"
            effect: NoSchedule
      `,
      nodePools: nodes,
      fixed: yaml`
        replicaCount: 2
        tolerations:
          - key: storage
            operator: Exists
            effect: NoExecute
      `,
    },
  ],
});
