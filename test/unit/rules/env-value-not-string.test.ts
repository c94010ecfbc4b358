import rule from '../../../server/src/core/rules/env-value-not-string.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'env:\n  - name: PORT\n    value: "8080"\n',
    // Charts quote the values of maps themselves.
    'env:\n  PORT: 8080\n',
    'env:\n  - name: PORT\n    value: null\n',
    'environment:\n  - name: production\n    weight: 1\n',
    { defaults: 'env:\n  - name: PORT\n    value: 8080\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        env:
          - name: PORT
            value: 8080 # http
        #          ^^^^ 'env[0].value' of PORT is a number to Helm…
        worker:
          env:
            - name: DEBUG
              value: on
        #            ^^ 'worker.env[0].value' of DEBUG is a boolean to Helm…
      `,
      fixed: yaml`
        env:
          - name: PORT
            value: "8080" # http
        worker:
          env:
            - name: DEBUG
              value: "on"
      `,
    },
    yaml`
      web:
        extraEnvVars:
          - { name: A, value: true }
      #                       ^^^^ 'web.extraEnvVars[0].value' of A is a boolean…
    `,
    yaml`
      sidecars:
        - name: a
          env:
            - name: COUNT
              value: 0
      #              ^ 'sidecars[0].env[0].value' of COUNT is a number…
    `,
  ],
});
