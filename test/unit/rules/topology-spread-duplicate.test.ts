import rule from '../../../server/src/core/rules/topology-spread-duplicate.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'topologySpreadConstraints:\n  - { topologyKey: a, whenUnsatisfiable: DoNotSchedule }\n  - { topologyKey: b, whenUnsatisfiable: DoNotSchedule }\n',
    'topologySpreadConstraints:\n  - { topologyKey: "{{ .a }}", whenUnsatisfiable: DoNotSchedule }\n  - { topologyKey: "{{ .a }}", whenUnsatisfiable: DoNotSchedule }\n',
    'topologySpreadConstraints:\n  - {}\n  - {}\n',
  ],
  invalid: [
    {
      values: yaml`
        topologySpreadConstraints:
          - topologyKey: a
            whenUnsatisfiable: DoNotSchedule
            maxSkew: 1
          # The second one.
          - maxSkew: 2
        #   ^^^^^^^^^^ A constraint above already has topologyKey 'a' and whenUnsatisfiable DoNotSchedule…
            topologyKey: a
            whenUnsatisfiable: DoNotSchedule
      `,
      fixed: yaml`
        topologySpreadConstraints:
          - topologyKey: a
            whenUnsatisfiable: DoNotSchedule
            maxSkew: 1
      `,
    },
    yaml`
      web:
        topologySpreadConstraints: [{ topologyKey: a, whenUnsatisfiable: X }, { topologyKey: a, whenUnsatisfiable: X }]
      #                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A constraint above…
    `,
    yaml`
      topologySpreadConstraints:
        - { topologyKey: a, whenUnsatisfiable: ScheduleAnyway }
        - { topologyKey: b, whenUnsatisfiable: ScheduleAnyway }
        - { topologyKey: a, whenUnsatisfiable: ScheduleAnyway }
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ A constraint above already has topologyKey 'a'…
    `,
  ],
});
