import rule from '../../../server/src/core/rules/pdb-value-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const budget = (amount: string) => `pdb:\n  enabled: true\n  minAvailable: ${amount}\n`;

testRule(rule, {
  valid: [
    budget('1'),
    budget('50%'),
    budget('"100%"'),
    budget('""'),
    budget('"{{ .min }}"'),
    budget('0.5').replace('true', 'false'),
    { defaults: budget('"1"'), values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        pdb:
          enabled: true
          minAvailable: "1" # one
        #               ^^^ 'pdb.minAvailable' is a number in quotes…
      `,
      fixed: budget('1 # one'),
    },
    {
      values: yaml`
        pdb:
          enabled: true
          minAvailable: 0.5
        #               ^^^ 'pdb.minAvailable: 0.5' is neither…
      `,
      titles: ['Write 50%'],
      fixed: budget('50%'),
    },
    yaml`
      web:
        podDisruptionBudget:
          minAvailable: 150%
      #                 ^^^^ 'web.podDisruptionBudget.minAvailable: 150%' is neither…
      api:
        podDisruptionBudget:
          maxUnavailable: -1
      #                   ^^ 'api.podDisruptionBudget.maxUnavailable: -1' is…
      job:
        podDisruptionBudget: {}
    `,
  ],
});
