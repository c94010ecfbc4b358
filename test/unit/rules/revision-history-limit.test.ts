import rule from '../../../server/src/core/rules/revision-history-limit.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'revisionHistoryLimit: 2\n',
    'revisionHistoryLimit: 50\n',
    'revisionHistoryLimit:\n',
    'web:\n  enabled: false\n  revisionHistoryLimit: 0\n',
    { defaults: 'revisionHistoryLimit: 0\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        web:
          revisionHistoryLimit: 0 # tidy
        #                       ^ No old revision is kept…
      `,
      fixed: 'web:\n  revisionHistoryLimit: 10 # tidy\n',
    },
    yaml`
      revisionHistoryLimit: "0"
      #                     ^^^ No old revision…
    `,
    yaml`
      a: { b: { revisionHistoryLimit: 0 } }
      #                               ^ No old…
    `,
  ],
});
