import rule from '../../../server/src/core/rules/env-duplicate.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'env:\n  - name: A\n    value: a\n  - name: B\n    value: a\n',
    'env:\n  - name: "{{ .a }}"\n    value: a\n  - name: "{{ .a }}"\n    value: b\n',
    'containers:\n  - name: a\n    value: 1\n  - name: a\n    value: 1\n',
    { defaults: 'env:\n  - { name: A, value: a }\n  - { name: A, value: b }\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        env:
          - name: MODE
            value: a
          - name: LEVEL
            value: x
          - name: MODE
        #         ^^^^ MODE is set twice in this list…
            value: b
      `,
      fixed: yaml`
        env:
          - name: LEVEL
            value: x
          - name: MODE
            value: b
      `,
    },
    yaml`
      web:
        extraEnv: [{ name: A, value: a }, { name: A, valueFrom: {} }]
      #                                           ^ A is set twice…
    `,
    yaml`
      envVars:
        - { name: X, value: "1" }
        - { name: X, value: "1" }
      #           ^ X is set twice…
    `,
  ],
});
