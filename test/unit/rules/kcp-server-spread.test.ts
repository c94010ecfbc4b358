import rule from '../../../server/src/core/rules/kcp-server-spread.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'kcp:\n  replicas: 1\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  replicas: 2\n  affinity: "{{ .affinity }}"\n' },
    {
      product: 'kcp/kcp',
      values: yaml`
        kcpFrontProxy:
          replicas: 3
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: topology.kubernetes.io/zone
                  labelSelector: { matchLabels: { app.kubernetes.io/component: front-proxy } }
      `,
    },
    { product: 'kcp/kcp@0.6.3', values: 'kcp:\n  replicas: 2\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
        ^^^ 'kcp.affinity' says nothing of zones: all 2 kcp server pods may stand in one…
          replicas: 2
      `,
      titles: ['Prefer different nodes and zones', 'Enable high availability'],
      fixed: yaml`
        kcp:
          replicas: 2
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 100
                  podAffinityTerm:
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/component: server
                    topologyKey: kubernetes.io/hostname
                - weight: 100
                  podAffinityTerm:
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/component: server
                    topologyKey: topology.kubernetes.io/zone
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcpFrontProxy:
          replicas: 3
          affinity:
            podAntiAffinity:
        #   ^^^^^^^^^^^^^^^ 'kcpFrontProxy.affinity' says nothing of zones: all 3 front proxy pods…
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 50
                  podAffinityTerm:
                    topologyKey: kubernetes.io/hostname
                    labelSelector: { matchLabels: { app.kubernetes.io/component: front-proxy } }
      `,
      fixed: yaml`
        kcpFrontProxy:
          replicas: 3
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 50
                  podAffinityTerm:
                    topologyKey: kubernetes.io/hostname
                    labelSelector: { matchLabels: { app.kubernetes.io/component: front-proxy } }
                - weight: 100
                  podAffinityTerm:
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/component: front-proxy
                    topologyKey: topology.kubernetes.io/zone
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: [
        'kcp: { replicas: 3 }\n',
        "kcp: { affinity: {} }\n#      ^^^^^^^^ 'kcp.affinity' says nothing of zones…\n",
      ],
    },
  ],
});
