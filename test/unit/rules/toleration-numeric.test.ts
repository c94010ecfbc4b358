import rule from '../../../server/src/core/rules/toleration-numeric.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations:\n  - key: a\n    operator: Equal\n    value: "5"\n',
    'tolerations:\n  - key: a\n    operator: "{{ .op }}"\n    value: x\n',
    'tolerations: "{{ .Values.tolerations }}"\n',
  ],
  invalid: [
    yaml`
      tolerations:
        - key: example.com/tier
          operator: Gt
      #             ^^ Operator Gt in a toleration needs Kubernetes 1.35…
          value: "5"
    `,
    yaml`
      tolerations:
        - key: example.com/tier
          operator: Lt
          value: "007"
      #          ^^^^^ '007' is no whole number…
    `,
    yaml`
      tolerations:
        - key: example.com/tier
          value: high
      #          ^^^^ 'high' is no whole number…
          operator: Gt
    `,
  ],
});
