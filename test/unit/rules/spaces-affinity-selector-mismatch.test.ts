import rule from '../../../server/src/core/rules/spaces-affinity-selector-mismatch.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'spaces',
      profile: 'default',
      values: yaml`
        controlPlanes:
          etcd:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: { matchLabels: { app: vcluster-etcd } }
      `,
    },
    // Away from its own kind, and from the other as well: meant.
    {
      product: 'spaces',
      values: yaml`
        controlPlanes:
          etcd:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: { matchLabels: { app: vcluster-etcd } }
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: { matchLabels: { app: vcluster } }
      `,
    },
    // One term for both.
    {
      product: 'spaces',
      values: yaml`
        controlPlanes:
          vcluster:
            affinity:
              podAntiAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 1
                    podAffinityTerm:
                      topologyKey: kubernetes.io/hostname
                      labelSelector:
                        matchExpressions: [{ key: app, operator: In, values: [vcluster, vcluster-etcd] }]
      `,
    },
    {
      product: 'spaces',
      values: yaml`
        controlPlanes:
          etcd:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: { matchLabels: { app: "{{ .app }}" } }
      `,
    },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        controlPlanes:
          etcd:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - labelSelector:
                      matchExpressions:
                        - key: app
                          operator: In
                          values:
                            - vcluster
        #                     ^^^^^^^^ The anti-affinity of the etcd pods selects 'app: vcluster', the pods of the other component…
                    topologyKey: kubernetes.io/hostname
      `,
      titles: ['Select app: vcluster-etcd'],
      fixed: yaml`
        controlPlanes:
          etcd:
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
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          vcluster:
            affinity:
              podAntiAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 100
                    podAffinityTerm:
                      labelSelector:
                        matchLabels:
                          app: vcluster-etcd
        #                      ^^^^^^^^^^^^^ The anti-affinity of the API server pods selects 'app: vcluster-etcd'…
                      topologyKey: kubernetes.io/hostname
      `,
      fixed: yaml`
        controlPlanes:
          vcluster:
            affinity:
              podAntiAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - weight: 100
                    podAffinityTerm:
                      labelSelector:
                        matchLabels:
                          app: vcluster
                      topologyKey: kubernetes.io/hostname
      `,
    },
    {
      product: 'spaces@1.14.0',
      values: yaml`
        controlPlanes:
          etcd:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - labelSelector: { matchLabels: { app: vcluster } }
        #                                                ^^^^^^^^ The anti-affinity of the etcd pods…
                    topologyKey: topology.kubernetes.io/zone
      `,
    },
  ],
});
