import rule from '../../../server/src/core/rules/anti-affinity-exceeds-domains.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const required = (replicas: string, key: string) => yaml`
  replicaCount: ${replicas}
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - topologyKey: ${key}
          labelSelector: {}
`;

testRule(rule, {
  valid: [
    required('3', 'topology.kubernetes.io/zone'),
    // How many nodes there are is not known.
    required('9', 'kubernetes.io/hostname'),
    required('"{{ .n }}"', 'topology.kubernetes.io/zone'),
    `${required('5', 'topology.kubernetes.io/zone')}autoscaling:\n  enabled: true\n`,
    {
      values: required('5', 'topology.kubernetes.io/zone'),
      options: { 'anti-affinity-exceeds-domains': { zones: 6 } },
    },
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 5
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - labelSelector:
                  matchLabels:
                    app: web
                topologyKey: topology.kubernetes.io/zone
        #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'This chart' requires a zone of its own for each of 5 replicas, and the cluster has 3: 2 will stay Pending…
      `,
      fixed: yaml`
        replicaCount: 5
        affinity:
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 100
                podAffinityTerm:
                  labelSelector:
                    matchLabels:
                      app: web
                  topologyKey: topology.kubernetes.io/zone
      `,
    },
    {
      options: { 'anti-affinity-exceeds-domains': { nodes: 3 } },
      values: yaml`
        web:
          replicas: 4
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - { topologyKey: kubernetes.io/hostname, labelSelector: {} }
        #                        ^^^^^^^^^^^^^^^^^^^^^^ 'web' requires a node of its own for each of 4…
      `,
    },
    {
      defaults: required('3', 'topology.kubernetes.io/zone'),
      values: yaml`
        replicaCount: 4
        affinity:
        ^^^^^^^^ 'This chart' requires a zone of its own for each of 4…
          nodeAffinity: {}
      `,
    },
  ],
});
