import rule from '../../../server/src/core/rules/toleration-effect-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations:\n  - { key: a, effect: NoSchedule }\n  - { key: a, effect: PreferNoSchedule }\n  - { key: a, effect: NoExecute }\n',
    'tolerations:\n  - key: a\n    effect: ""\n  - key: a\n    effect:\n',
    'tolerations:\n  - key: a\n    effect: "{{ .effect }}"\n',
  ],
  invalid: [
    {
      values: yaml`
        tolerations:
          - key: target
            effect: no-schedule # dedicated
        #           ^^^^^^^^^^^ 'no-schedule' is no taint effect…
      `,
      titles: ['Write NoSchedule'],
      fixed: yaml`
        tolerations:
          - key: target
            effect: NoSchedule # dedicated
      `,
    },
    {
      values: yaml`
        tolerations:
          - key: target
            effect: 'noExecute'
        #           ^^^^^^^^^^^ 'noExecute' is no taint effect…
      `,
      fixed: yaml`
        tolerations:
          - key: target
            effect: 'NoExecute'
      `,
    },
    {
      values: yaml`
        tolerations:
          - key: target
            effect: NoScheduling
        #           ^^^^^^^^^^^^ 'NoScheduling' is…
      `,
      titles: [],
    },
  ],
});
