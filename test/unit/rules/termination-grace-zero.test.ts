import rule from '../../../server/src/core/rules/termination-grace-zero.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'terminationGracePeriodSeconds: 10\n',
    'migration-job:\n  resources: {}\n  image: {}\n  terminationGracePeriodSeconds: 0\n',
    'livenessProbe:\n  terminationGracePeriodSeconds: 0\n',
    { defaults: 'terminationGracePeriodSeconds: 0\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        terminationGracePeriodSeconds: 0
        #                              ^ 'terminationGracePeriodSeconds: 0' kills pods without any time to end…
      `,
      fixed: yaml`
        terminationGracePeriodSeconds: 30
      `,
    },
    yaml`
      web:
        terminationGracePeriodSeconds: "0"
      #                                ^^^ 'web.terminationGracePeriodSeconds: 0' kills…
    `,
    {
      product: 'spaces',
      values:
        "router:\n  terminationGracePeriodSeconds: 0\n#                                ^ 'router.terminationGracePeriodSeconds: 0' kills…\n",
    },
  ],
});
