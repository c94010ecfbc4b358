import rule from '../../../server/src/core/rules/anti-affinity-soft-only.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const term = (weight: string) => yaml`
  etcd:
    replicaCount: 3
    affinity:
      podAntiAffinity:
        preferredDuringSchedulingIgnoredDuringExecution:
          - weight: ${weight}
            podAffinityTerm:
              topologyKey: kubernetes.io/hostname
              labelSelector: {}
`;

testRule(rule, {
  valid: [
    term('1').replace('etcd:', 'web:'),
    term('1').replace('replicaCount: 3', 'replicaCount: 1'),
    term('1').replace('hostname', 'os'),
    `${term('1')}  topologySpreadConstraints:\n    - topologyKey: kubernetes.io/hostname\n      whenUnsatisfiable: DoNotSchedule\n`,
    'etcd:\n  replicaCount: 3\n  affinity: {}\n',
  ],
  invalid: [
    {
      values: yaml`
        zookeeper:
          replicaCount: 3
          affinity:
            podAntiAffinity:
              preferredDuringSchedulingIgnoredDuringExecution:
        #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'zookeeper' only prefers different nodes…
                - weight: 100
                  podAffinityTerm:
                    topologyKey: kubernetes.io/hostname
                    labelSelector:
                      matchLabels:
                        app: zookeeper
      `,
      fixed: yaml`
        zookeeper:
          replicaCount: 3
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
                  labelSelector:
                    matchLabels:
                      app: zookeeper
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
        #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'controlPlanes.vcluster' only prefers…
                  - { weight: 1, podAffinityTerm: { topologyKey: kubernetes.io/hostname, labelSelector: {} } }
      `,
    },
    yaml`
      kube-apiserver:
        affinity:
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
      #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'kube-apiserver' only…
              - weight: 1
                podAffinityTerm: { topologyKey: kubernetes.io/hostname, labelSelector: {} }
        resources: {}
    `,
  ],
});
