import rule from '../../../server/src/core/rules/spaces-vcluster-zone-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const apart = (key: string) => `controlPlanes:
  ha:
    enabled: true
  vcluster:
    affinity:
      podAntiAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          - topologyKey: ${key}
            labelSelector:
              matchLabels: { app: vcluster }
`;

testRule(rule, {
  valid: [
    { product: 'spaces', values: apart('topology.kubernetes.io/zone') },
    { product: 'spaces', values: apart('failure-domain.beta.kubernetes.io/zone') },
    { product: 'spaces', values: apart('kubernetes.io/hostname').replace('enabled: true', 'enabled: false') },
    { product: 'spaces', values: apart('"{{ .topology }}"') },
    // Not even nodes differ: the other rule speaks of both.
    { product: 'spaces', values: 'controlPlanes:\n  ha:\n    enabled: true\n' },
    {
      product: 'spaces',
      values: `${apart('kubernetes.io/hostname')}        preferredDuringSchedulingIgnoredDuringExecution:
          - weight: 1
            podAffinityTerm:
              topologyKey: topology.kubernetes.io/zone
              labelSelector:
                matchLabels: { app: vcluster }
`,
    },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          ha:
            enabled: true
          vcluster:
            affinity:
              podAntiAffinity:
        #     ^^^^^^^^^^^^^^^ 'controlPlanes.vcluster.affinity' keeps API server pods on different nodes, but maybe in one zone…
                requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchLabels: { app: vcluster }
      `,
      titles: ['Prefer different zones'],
      fixed: yaml`
        controlPlanes:
          ha:
            enabled: true
          vcluster:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchLabels: { app: vcluster }
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
      product: 'spaces@1.14.0',
      values: [
        apart('kubernetes.io/hostname'),
        "controlPlanes: { vcluster: { affinity: { podAntiAffinity: {} } } }\n#                                        ^^^^^^^^^^^^^^^ 'controlPlanes.vcluster.affinity' keeps…\n",
      ],
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          ha: { enabled: true }
          vcluster:
            affinity:
              podAntiAffinity:
        #     ^^^^^^^^^^^^^^^ 'controlPlanes.vcluster.affinity' keeps…
                preferredDuringSchedulingIgnoredDuringExecution: []
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: { matchLabels: { app: vcluster } }
      `,
    },
  ],
});
