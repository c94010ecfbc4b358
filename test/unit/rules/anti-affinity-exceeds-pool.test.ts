import rule from '../../../server/src/core/rules/anti-affinity-exceeds-pool.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const group = (name: string, most: string, more = '') =>
  `  - name: ${name}\n${most}    labels: {target: ${name}${more}}\n    taints: [{key: target, value: ${name}, effect: NoSchedule}]\n`;
const eksctl = (...groups: readonly string[]) =>
  `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmanagedNodeGroups:\n${groups.join('')}`;
const twoOfEach = eksctl(group('etcd', '    maxSize: 2\n'), group('apiserver', '    maxSize: 2\n'));

const pinned = (role: string, app: string, ha = true) => `controlPlanes:
  ha: { enabled: ${ha} }
  ${role}:
    affinity:
      nodeAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          nodeSelectorTerms:
            - matchExpressions: [{ key: target, operator: In, values: [${role === 'etcd' ? 'etcd' : 'apiserver'}] }]
      podAntiAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          - labelSelector: { matchLabels: { app: ${app} } }
            topologyKey: kubernetes.io/hostname
`;
const web = (replicas: number, more = '') => `web:
  replicas: ${replicas}
  nodeSelector: { target: etcd }
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - labelSelector: { matchLabels: { app: web } }
          topologyKey: topology.kubernetes.io/zone
${more}`;

testRule(rule, {
  valid: [
    { values: pinned('etcd', 'vcluster-etcd'), product: 'spaces@1.17.1' },
    { values: pinned('etcd', 'vcluster-etcd', false), product: 'spaces@1.17.1', nodePools: twoOfEach },
    { values: pinned('vcluster', 'vcluster'), product: 'spaces@1.17.1', nodePools: twoOfEach },
    // How many nodes there are is left open, for one pool or all.
    { values: pinned('etcd', 'vcluster-etcd'), product: 'spaces@1.17.1', nodePools: eksctl(group('etcd', '')) },
    {
      values: pinned('etcd', 'vcluster-etcd'),
      product: 'spaces@1.17.1',
      nodePools: { 'a.yaml': twoOfEach, 'b.yaml': eksctl(group('etcd', '')) },
    },
    // Two pools together have enough.
    {
      values: pinned('etcd', 'vcluster-etcd'),
      product: 'spaces@1.17.1',
      nodePools: { 'a.yaml': twoOfEach, 'b.yaml': twoOfEach },
    },
    { values: web(2), nodePools: eksctl(group('etcd', '    maxSize: 1\n')) },
    // Preferred only.
    { values: web(3).replace(/required\w+/, 'preferredDuringSchedulingIgnoredDuringExecution'), nodePools: twoOfEach },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          ha:
            enabled: true
          etcd:
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                    - matchExpressions: [{ key: target, operator: In, values: [etcd] }]
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - labelSelector:
                      matchLabels:
                        app: vcluster-etcd
                    topologyKey: kubernetes.io/hostname
        #                        ^^^^^^^^^^^^^^^^^^^^^^ 'controlPlanes.etcd' requires a node of its own for each of 3 pods, and 'etcd' (nodes.yaml) has at most 2: 1 will stay Pending. Give the pool more nodes, or prefer different nodes instead.
      `,
      nodePools: twoOfEach,
      titles: ['Prefer instead of require'],
    },
    {
      values: yaml`
        web:
          replicas: 3
          nodeSelector: { target: etcd }
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - labelSelector: { matchLabels: { app: web } }
                  topologyKey: topology.kubernetes.io/zone
        #                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'web' requires a zone of its own for each of 3 pods, and 'etcd' (nodes.yaml) spans 1: 2 will stay Pending…
      `,
      nodePools: eksctl(group('etcd', '    maxSize: 9\n', ', topology.kubernetes.io/zone: a')),
      fixed: yaml`
        web:
          replicas: 3
          nodeSelector: { target: etcd }
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 100
                  podAffinityTerm:
                    labelSelector:
                      matchLabels:
                        app: web
                    topologyKey: topology.kubernetes.io/zone
      `,
    },
    {
      values: yaml`
        web:
          replicas: 3
          nodeSelector: { target: etcd }
          topologySpreadConstraints:
            - maxSkew: 1
              minDomains: 3
        #                 ^ 'web' wants to be spread over at least 3 domains, and 'etcd' (nodes.yaml) has at most 2…
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: DoNotSchedule
      `,
      nodePools: twoOfEach,
      fixed: yaml`
        web:
          replicas: 3
          nodeSelector: { target: etcd }
          topologySpreadConstraints:
            - maxSkew: 1
              minDomains: 2
              topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: DoNotSchedule
      `,
    },
  ],
});
