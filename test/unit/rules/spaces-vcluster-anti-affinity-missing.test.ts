import rule from '../../../server/src/core/rules/spaces-vcluster-anti-affinity-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const ha = 'controlPlanes:\n  ha:\n    enabled: true\n';

testRule(rule, {
  valid: [
    // A single pod has nobody to keep apart from.
    { product: 'spaces', values: 'controlPlanes:\n  vcluster:\n    affinity: {}\n' },
    { product: 'spaces', values: `${ha}  vcluster:\n    affinity: "{{ .affinity }}"\n` },
    // Different zones are different nodes.
    {
      product: 'spaces',
      values: `${ha}  vcluster:
    affinity:
      podAntiAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          - topologyKey: topology.kubernetes.io/zone
            labelSelector:
              matchLabels: { app: vcluster }
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
          vcluster:
        # ^^^^^^^^ Control planes are highly available, but 'controlPlanes.vcluster.affinity' lets several API server pods share a node…
            tolerations: []
      `,
      titles: ['Keep API server pods on different nodes'],
      fixed: yaml`
        controlPlanes:
          ha:
            enabled: true
          vcluster:
            tolerations: []
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - labelSelector:
                      matchExpressions:
                        - key: app
                          operator: In
                          values:
                            - vcluster
                    topologyKey: kubernetes.io/hostname
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 100
                    podAffinityTerm:
                      labelSelector:
                        matchExpressions:
                          - key: app
                            operator: In
                            values:
                              - vcluster
                      topologyKey: topology.kubernetes.io/zone
      `,
    },
    {
      // Preferring is not enough: a full cluster puts both on one node.
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          ha: { enabled: true }
          vcluster:
            affinity:
        #   ^^^^^^^^ Control planes are highly available…
              podAntiAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 100
                    podAffinityTerm:
                      topologyKey: topology.kubernetes.io/zone
                      labelSelector:
                        matchLabels: { app: vcluster }
      `,
      fixed: yaml`
        controlPlanes:
          ha: { enabled: true }
          vcluster:
            affinity:
              podAntiAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 100
                    podAffinityTerm:
                      topologyKey: topology.kubernetes.io/zone
                      labelSelector:
                        matchLabels: { app: vcluster }
                requiredDuringSchedulingIgnoredDuringExecution:
                  - labelSelector:
                      matchExpressions:
                        - key: app
                          operator: In
                          values:
                            - vcluster
                    topologyKey: kubernetes.io/hostname
      `,
    },
    {
      product: 'spaces@1.14.0',
      values: [ha, 'account: acme\n^^^^^^^ Control planes are highly available…\n'],
    },
  ],
});
