import rule from '../../../server/src/core/rules/spaces-etcd-anti-affinity-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const ha = 'controlPlanes:\n  ha:\n    enabled: true\n';

testRule(rule, {
  valid: [
    // A single pod has nobody to keep apart from.
    { product: 'spaces', values: 'controlPlanes:\n  etcd:\n    affinity: {}\n' },
    { product: 'spaces', values: `${ha}  etcd:\n    affinity: "{{ .affinity }}"\n` },
    // Different zones are different nodes.
    {
      product: 'spaces',
      values: `${ha}  etcd:
    affinity:
      podAntiAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          - topologyKey: topology.kubernetes.io/zone
            labelSelector:
              matchLabels: { app: vcluster-etcd }
`,
    },
    { product: 'spaces', values: 'controlPlanes:\n  ha:\n    enabled: "{{ .ha }}"\n' },
    { product: 'spaces@1.11.0', values: ha },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          ha:
            enabled: true
          etcd:
        # ^^^^ Control planes are highly available, but 'controlPlanes.etcd.affinity' lets several etcd pods share a node…
            tolerations: []
      `,
      titles: ['Keep etcd pods on different nodes'],
      fixed: yaml`
        controlPlanes:
          ha:
            enabled: true
          etcd:
            tolerations: []
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - labelSelector:
                      matchExpressions:
                        - key: app
                          operator: In
                          values:
                            - vcluster-etcd
                    topologyKey: kubernetes.io/hostname
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 100
                    podAffinityTerm:
                      labelSelector:
                        matchExpressions:
                          - key: app
                            operator: In
                            values:
                              - vcluster-etcd
                      topologyKey: topology.kubernetes.io/zone
      `,
    },
    {
      // Preferring is not enough: a full cluster puts both on one node.
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          ha: { enabled: true }
          etcd:
            affinity:
        #   ^^^^^^^^ Control planes are highly available…
              podAntiAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 100
                    podAffinityTerm:
                      topologyKey: topology.kubernetes.io/zone
                      labelSelector:
                        matchLabels: { app: vcluster-etcd }
      `,
      fixed: yaml`
        controlPlanes:
          ha: { enabled: true }
          etcd:
            affinity:
              podAntiAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 100
                    podAffinityTerm:
                      topologyKey: topology.kubernetes.io/zone
                      labelSelector:
                        matchLabels: { app: vcluster-etcd }
                requiredDuringSchedulingIgnoredDuringExecution:
                  - labelSelector:
                      matchExpressions:
                        - key: app
                          operator: In
                          values:
                            - vcluster-etcd
                    topologyKey: kubernetes.io/hostname
      `,
    },
    {
      product: 'spaces@1.14.0',
      values: [ha, 'account: acme\n^^^^^^^ Control planes are highly available…\n'],
    },
  ],
});
