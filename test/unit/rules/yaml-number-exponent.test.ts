import rule from '../../../server/src/core/rules/yaml-number-exponent.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'accountId: "123456789012"\n',
    'accountId: 123456\n',
    // A quantity, which is calculated with and printed by other means.
    'maxBytes: 1073741824\nresources:\n  limits:\n    memory: 1073741824\n',
    'securityContext:\n  runAsUser: 1000650000\n',
    { defaults: 'projectId: 12345678\n', values: 'projectId: 23456789\n' },
  ],
  invalid: [
    {
      values: yaml`
        aws:
          accountId: 123456789012 # production
        #            ^^^^^^^^^^^^ 'aws.accountId: 123456789012' is a number to Helm, which prints it as 1.23456789012e+11…
      `,
      fixed: yaml`
        aws:
          accountId: "123456789012" # production
      `,
    },
    yaml`
      github: { appID: 1234567 }
      #                ^^^^^^^ 'github.appID: 1234567' is a number to Helm, which prints it as 1.234567e+06…
    `,
    {
      defaults: 'projectNumber: 1\n',
      values: yaml`
        projectNumber: 10000000
        #              ^^^^^^^^ 'projectNumber: 10000000' is a number to Helm, which prints it as 1e+07…
      `,
    },
  ],
});
