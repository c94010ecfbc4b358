import rule from '../../../server/src/core/rules/toleration-effect-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations:\n  - key: a\n    effect: NoExecute\n',
    'tolerations:\n  - operator: Exists\n',
    'tolerations:\n  - key: a\n    effect: "{{ .effect }}"\n',
  ],
  invalid: [
    {
      values: yaml`
        tolerations:
          - key: target
        #        ^^^^^^ The toleration of 'target' names no effect…
            operator: Exists
      `,
      fixed: yaml`
        tolerations:
          - key: target
            operator: Exists
            effect: NoSchedule
      `,
    },
    yaml`
      tolerations: [{ key: a, value: b }]
      #                    ^ The toleration of 'a' names…
    `,
    {
      values: yaml`
        tolerations:
          - key: a
        #        ^ The toleration of 'a' names…
            effect: ""
      `,
      fixed: yaml`
        tolerations:
          - key: a
            effect: "NoSchedule"
      `,
    },
  ],
});
