import rule from '../../../server/src/core/rules/anti-affinity-no-zone.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const hostname = yaml`
  replicaCount: 3
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - topologyKey: kubernetes.io/hostname
          labelSelector: {}
`;

testRule(rule, {
  valid: [
    'replicaCount: 3\naffinity: {}\n',
    `${hostname}topologySpreadConstraints:\n  - topologyKey: topology.kubernetes.io/zone\n`,
    hostname.replace('replicaCount: 3', 'replicaCount: 1'),
    `kind: DaemonSet\n${hostname}`,
    `${hostname}topologySpreadConstraints:\n  - topologyKey: example.com/rack\n`,
    { values: hostname, options: { 'anti-affinity-no-zone': { zones: 1 } } },
    { defaults: hostname, values: 'replicaCount: 5\n' },
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 3
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'This chart' spreads its replicas over nodes, but not over zones…
              - topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels: { app: web }
      `,
      fixed: yaml`
        replicaCount: 3
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels: { app: web }
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 100
                podAffinityTerm:
                  topologyKey: topology.kubernetes.io/zone
                  labelSelector:
                    matchLabels:
                      app: web
      `,
    },
    {
      values: yaml`
        web:
          replicas: 2
          topologySpreadConstraints:
        # ^^^^^^^^^^^^^^^^^^^^^^^^^ 'web' spreads its replicas…
            - topologyKey: kubernetes.io/hostname
      `,
      titles: [],
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            affinity:
              podAntiAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
        #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'controlPlanes.etcd' spreads…
                  - weight: 1
                    podAffinityTerm:
                      topologyKey: kubernetes.io/hostname
                      labelSelector: {}
      `,
    },
  ],
});
