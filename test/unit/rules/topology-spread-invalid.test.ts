import rule from '../../../server/src/core/rules/topology-spread-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const constraint = (extra: string) =>
  `topologySpreadConstraints:\n  - topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: DoNotSchedule\n    labelSelector:\n      matchLabels: { app: web }\n${extra}`;

testRule(rule, {
  valid: [
    constraint('    maxSkew: 2\n    minDomains: 3\n'),
    constraint('    maxSkew: 1\n    matchLabelKeys: [pod-template-hash]\n'),
    constraint('    maxSkew: "{{ .skew }}"\n'),
    'topologySpreadConstraints: {}\n',
    'topologySpreadConstraints:\n  - "{{ .constraint }}"\n',
  ],
  invalid: [
    {
      values: yaml`
        topologySpreadConstraints:
          - maxSkew: 0 # even
        #            ^ maxSkew must be a whole number of at least 1…
            topologyKey: topology.kubernetes.io/zone
            whenUnsatisfiable: DoNotSchedule
            labelSelector: {}
      `,
      fixed: yaml`
        topologySpreadConstraints:
          - maxSkew: 1 # even
            topologyKey: topology.kubernetes.io/zone
            whenUnsatisfiable: DoNotSchedule
            labelSelector: {}
      `,
    },
    {
      values: yaml`
        topologySpreadConstraints:
          - maxSkew: 1
            topologyKey: topology.kubernetes.io/zone
            whenUnsatisfiable: ScheduleAnyway
            minDomains: 3
        #               ^ minDomains only goes with whenUnsatisfiable DoNotSchedule…
      `,
      titles: ['Remove minDomains'],
    },
    yaml`
      web:
        topologySpreadConstraints:
          - maxSkew: 1
            topologyKey: topology.kubernetes.io/zone
            whenUnsatisfiable: doNotSchedule
      #                        ^^^^^^^^^^^^^ whenUnsatisfiable must be…
            labelSelector:
              matchLabels:
                app: web
            matchLabelKeys: [app]
      #     ^^^^^^^^^^^^^^ matchLabelKeys repeats…
    `,
  ],
});
