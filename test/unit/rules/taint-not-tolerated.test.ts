import rule from '../../../server/src/core/rules/taint-not-tolerated.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const pool = (name: string, labels: string, taints: string, more = '') => `---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: ${name}}
spec:
  template:
    metadata:
      labels: {${labels}}
    spec:
      taints: [${taints}]
${more}`;
const web = pool('web', 'dedicated: web', '{key: dedicated, value: web, effect: NoSchedule}');
const gpu = pool(
  'gpu',
  'accelerator: gpu',
  '{key: gpu, effect: NoSchedule}, {key: team, value: ml, effect: NoExecute}',
);
const shared = pool('shared', 'dedicated: web', '');

const pinned = 'replicaCount: 2\nnodeSelector:\n  dedicated: web\n';

testRule(rule, {
  valid: [
    // Nothing is known of the nodes.
    pinned,
    // Another pool with the label has no taint.
    { values: pinned, nodePools: web + shared },
    // What is only preferred, or goes by itself, bars nobody.
    { values: pinned, nodePools: pool('web', 'dedicated: web', '{key: a, effect: PreferNoSchedule}') },
    {
      values: pinned,
      nodePools: pool('web', 'dedicated: web', '', '      startupTaints: [{key: cni, effect: NoExecute}]\n'),
    },
    // A template fills it in.
    { values: pinned, nodePools: pool('web', 'dedicated: web', '{key: "{{ .key }}", effect: NoSchedule}') },
    // Tolerated: by wildcard, by key, by Exists without an effect, for the whole release.
    { values: `${pinned}tolerations:\n  - operator: Exists\n`, nodePools: web },
    { values: `${pinned}tolerations:\n  - key: dedicated\n    operator: Exists\n`, nodePools: web },
    { values: `${pinned}tolerations:\n  - { key: dedicated, value: web }\n`, nodePools: web },
    {
      values: `web:\n  replicas: 2\n  nodeSelector: { dedicated: web }\nglobal:\n  tolerations: [{ key: dedicated, operator: Exists }]\n`,
      nodePools: web,
    },
    {
      values: 'user:\n  nodeSelector: { dedicated: web }\n  extraTolerations: [{ key: dedicated, operator: Exists }]\n',
      nodePools: web,
    },
    // Filled in by another tool.
    { values: `${pinned}tolerations: "{{ .tolerations }}"\n`, nodePools: web },
    { values: `replicaCount: 2\nnodeSelector:\n  dedicated: "\${POOL}"\n`, nodePools: web },
    // Another pool, no pool in particular, or only a preference.
    { values: 'replicaCount: 2\nnodeSelector:\n  dedicated: db\n', nodePools: web },
    { values: 'replicaCount: 2\nnodeSelector:\n  kubernetes.io/os: linux\n', nodePools: web },
    {
      values: yaml`
        affinity:
          nodeAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 1
                preference:
                  matchExpressions: [{ key: dedicated, operator: In, values: [web] }]
      `,
      nodePools: web,
    },
    // One of two terms leads to a pool that takes the pods.
    {
      values: yaml`
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions: [{ key: dedicated, operator: In, values: [web] }]
                - matchExpressions: [{ key: pool, operator: Exists }]
      `,
      nodePools: web + pool('other', 'pool: a', ''),
    },
    // Switched off.
    {
      values: 'web:\n  enabled: false\n  replicas: 2\n  nodeSelector: { dedicated: web }\n  tolerations: []\n',
      nodePools: web,
    },
    // The chart's own choice.
    { defaults: `${pinned}tolerations: []\n`, values: 'replicaCount: 3\n', nodePools: web },
  ],
  invalid: [
    {
      // The chart's own spelling.
      values: yaml`
        user:
          nodeSelector:
            dedicated: web
          extraTolerations: []
        # ^^^^^^^^^^^^^^^^ 'user' may only run on 'web' (nodes.yaml)…
      `,
      nodePools: web,
      fixed: yaml`
        user:
          nodeSelector:
            dedicated: web
          extraTolerations:
            - key: dedicated
              operator: Equal
              value: web
              effect: NoSchedule
      `,
    },
    {
      values: yaml`
        replicaCount: 2
        nodeSelector:
          dedicated: web
        tolerations: []
        ^^^^^^^^^^^ 'This chart' may only run on 'web' (nodes.yaml), whose taint dedicated=web:NoSchedule it does not tolerate: its pods stay Pending. Add the toleration.
      `,
      nodePools: web,
      titles: ['Add tolerations matching taints'],
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
      // In a file without the key, merged with what the chart tolerates already; one or all of two taints.
      defaults: 'app:\n  replicas: 1\n  tolerations:\n    - key: arch\n      operator: Exists\n  affinity: {}\n',
      values: yaml`
        app:
        ^^^ 'app' may only run on 'gpu' (nodes.yaml), whose taints gpu:NoSchedule and team=ml:NoExecute it does not tolerate…
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - key: accelerator
                        operator: Exists
      `,
      nodePools: gpu + web,
      titles: ['Add tolerations matching taints', 'Tolerate only gpu:NoSchedule', 'Tolerate only team=ml:NoExecute'],
      fixed: yaml`
        app:
          affinity:
            nodeAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms:
                  - matchExpressions:
                      - key: accelerator
                        operator: Exists
          tolerations:
            - key: arch
              operator: Exists
            - key: gpu
              operator: Exists
              effect: NoSchedule
            - key: team
              operator: Equal
              value: ml
              effect: NoExecute
      `,
    },
    {
      // The value differs: the taint is another one.
      values: yaml`
        web:
          replicas: 2
          nodeSelector:
            dedicated: web
          tolerations:
        # ^^^^^^^^^^^ 'web' may only run on 'web' (nodes.yaml)…
            - key: dedicated # the web pool
              operator: Equal
              value: wed
              effect: NoSchedule
        worker:
          replicas: 2
          tolerations: []
      `,
      nodePools: web,
      titles: ['Add tolerations matching taints', 'Tolerate dedicated=web:NoSchedule in every component'],
      fixed: yaml`
        web:
          replicas: 2
          nodeSelector:
            dedicated: web
          tolerations:
            - key: dedicated # the web pool
              operator: Equal
              value: wed
              effect: NoSchedule
            - key: dedicated
              operator: Equal
              value: web
              effect: NoSchedule
        worker:
          replicas: 2
          tolerations: []
      `,
    },
    {
      // A script taints the nodes; nobody says their label, and the convention is that it is the same.
      values: yaml`
        web:
        ^^^ 'web' may only run on 'node-1' (setup.sh), whose taint dedicated=web:NoSchedule…
          nodeSelector:
            dedicated: web
      `,
      nodePools: { 'setup.sh': 'kubectl taint nodes node-1 dedicated=web:NoSchedule\n' },
    },
    {
      // Nodes named by the pool that a cloud puts them into.
      values: yaml`
        web:
        ^^^ 'web' may only run on 'batch' (pools.yaml), whose taint…
          nodeSelector:
            cloud.google.com/gke-nodepool: batch
            kubernetes.io/os: linux
      `,
      nodePools: { 'pools.yaml': pool('batch', '', '{key: batch, effect: NoSchedule}') },
    },
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        controlPlanes:
          etcd:
        # ^^^^ 'controlPlanes.etcd' may only run on 'web' (nodes.yaml)…
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - { key: dedicated, operator: In, values: [web] }
      `,
      nodePools: web,
      fixed: yaml`
        controlPlanes:
          etcd:
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions:
                        - { key: dedicated, operator: In, values: [web] }
            tolerations:
              - key: dedicated
                operator: Equal
                value: web
                effect: NoSchedule
      `,
    },
  ],
});
