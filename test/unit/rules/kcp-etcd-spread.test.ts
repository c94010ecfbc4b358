import rule from '../../../server/src/core/rules/kcp-etcd-spread.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const required = (key: string) => `etcd:
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - topologyKey: ${key}
          labelSelector:
            matchLabels:
              app.kubernetes.io/component: etcd
`;

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: required('topology.kubernetes.io/zone') },
    { product: 'kcp/kcp', values: required('"{{ .key }}"') },
    { product: 'kcp/kcp', values: 'etcd:\n  enabled: false\n' },
    { product: 'kcp/kcp@0.6.3', values: 'externalHostname: kcp.example.com\n' },
    { product: 'kcp/shard', values: 'externalHostname: kcp.example.com\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        etcd:
        ^^^^ 'etcd.affinity' lets two of the three etcd members share a node…
          storageClassName: ssd
      `,
      titles: ['Spread the etcd members', 'Enable high availability'],
      fixed: yaml`
        etcd:
          storageClassName: ssd
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
        etcd:
          affinity:
            podAntiAffinity:
        #   ^^^^^^^^^^^^^^^ 'etcd.affinity' keeps etcd members on different nodes, but maybe in one zone…
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector: { matchLabels: { app.kubernetes.io/component: etcd } }
      `,
      fixed: yaml`
        etcd:
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector: { matchLabels: { app.kubernetes.io/component: etcd } }
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
        etcd:
          affinity:
            podAntiAffinity:
        #   ^^^^^^^^^^^^^^^ 'etcd.affinity' lets two of the three etcd members share a node…
              preferredDuringSchedulingIgnoredDuringExecution:
                - weight: 100
                  podAffinityTerm:
                    topologyKey: topology.kubernetes.io/zone
                    labelSelector: { matchLabels: { app.kubernetes.io/component: etcd } }
      `,
    },
  ],
});
