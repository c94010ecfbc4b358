import rule from '../../../server/src/core/rules/affinity-topology-key.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const term = (key: string) =>
  `affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - labelSelector: {}\n        topologyKey: ${key}\n`;

testRule(rule, {
  valid: [
    term('topology.kubernetes.io/zone'),
    term('rack'),
    term('example.com/hostname'),
    term('"{{ .key }}"'),
    'topologySpreadConstraints:\n  - maxSkew: 1\n',
  ],
  invalid: [
    {
      values: yaml`
        affinity:
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 1
                podAffinityTerm:
                  labelSelector: {}
        #         ^^^^^^^^^^^^^^^^^ 'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm' has no topologyKey…
      `,
      fixed: yaml`
        affinity:
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 1
                podAffinityTerm:
                  labelSelector: {}
                  topologyKey: kubernetes.io/hostname
      `,
    },
    {
      values: yaml`
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - labelSelector: {}
                topologyKey: hostname
        #                    ^^^^^^^^ Nodes carry no label 'hostname'…
      `,
      fixed: term('kubernetes.io/hostname'),
    },
    {
      values: yaml`
        topologySpreadConstraints:
          - maxSkew: 1
            topologyKey: zone # all three
        #                ^^^^ Nodes carry no label 'zone'…
            whenUnsatisfiable: ScheduleAnyway
      `,
      fixed: yaml`
        topologySpreadConstraints:
          - maxSkew: 1
            topologyKey: topology.kubernetes.io/zone # all three
            whenUnsatisfiable: ScheduleAnyway
      `,
    },
  ],
});
