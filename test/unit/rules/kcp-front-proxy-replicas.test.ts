import rule from '../../../server/src/core/rules/kcp-front-proxy-replicas.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'kcpFrontProxy:\n  replicas: 2\n' },
    { product: 'kcp/kcp', values: 'kcpFrontProxy:\n  replicas: "{{ .replicas }}"\n' },
    { product: 'kcp/kcp@0.4.0', values: 'externalHostname: kcp.example.com\n' },
    { product: 'kcp/proxy', values: 'externalHostname: kcp.example.com\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          replicas: 2
        kcpFrontProxy:
          replicas: 1 # the way in
        #           ^ 'kcpFrontProxy.replicas' leaves kcp with 1 front proxy pod(s)…
          podDisruptionBudget: { enabled: true, minAvailable: 1 }
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 10
                  podAffinityTerm:
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/component: front-proxy
                    topologyKey: kubernetes.io/hostname
      `,
      titles: ['Run 2 front proxies, apart and with a disruption budget', 'Enable high availability'],
      fixed: yaml`
        kcp:
          replicas: 2
        kcpFrontProxy:
          replicas: 2 # the way in
          podDisruptionBudget: { enabled: true, minAvailable: 1 }
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 10
                  podAffinityTerm:
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/component: front-proxy
                    topologyKey: kubernetes.io/hostname
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
      values: yaml`
        externalHostname: kcp.example.com
        ^^^^^^^^^^^^^^^^ 'kcpFrontProxy.replicas' leaves kcp with 1 front proxy pod(s)…
      `,
    },
    {
      // 0 becomes 1 in the template, and is no way to switch the proxy off.
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcpFrontProxy:
          replicas: 0
        #           ^ 'kcpFrontProxy.replicas' leaves kcp with 0 front proxy pod(s)…
      `,
    },
  ],
});
