import rule from '../../../server/src/core/rules/kcp-anti-affinity-removed.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    // Helm merges maps: the default list stays.
    { product: 'kcp/kcp', values: 'etcd:\n  affinity:\n    nodeAffinity: {}\n' },
    { product: 'kcp/kcp', values: 'etcd:\n  affinity: {}\n' },
    // A single pod has nobody to keep apart from.
    { product: 'kcp/kcp', values: 'kcp:\n  replicas: 1\n  affinity: null\n' },
    {
      product: 'kcp/kcp',
      values: yaml`
        etcd:
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution: null
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchLabels: { app.kubernetes.io/instance: kcp, app.kubernetes.io/component: etcd }
      `,
    },
    { product: 'kcp/kcp', values: 'etcd:\n  affinity: "{{ .affinity }}"\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        etcd:
          affinity: null
        # ^^^^^^^^ 'etcd.affinity' takes the anti-affinity of the chart away and has none of its own: all 3 etcd pods…
      `,
      fixed: yaml`
        etcd:
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - labelSelector:
                    matchLabels:
                      app.kubernetes.io/component: etcd
                  topologyKey: kubernetes.io/hostname
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 100
                  podAffinityTerm:
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/component: etcd
                    topologyKey: topology.kubernetes.io/zone
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          replicas: 2
          affinity:
        # ^^^^^^^^ 'kcp.affinity' takes the anti-affinity of the chart away…
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 1
                  podAffinityTerm:
                    topologyKey: kubernetes.io/hostname
                    labelSelector: { matchLabels: { app.kubernetes.io/component: etcd } }
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcpFrontProxy:
          replicas: 2
          affinity:
        # ^^^^^^^^ 'kcpFrontProxy.affinity' takes the anti-affinity of the chart away…
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution: []
      `,
    },
  ],
});
