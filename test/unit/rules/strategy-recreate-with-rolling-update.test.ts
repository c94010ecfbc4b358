import rule from '../../../server/src/core/rules/strategy-recreate-with-rolling-update.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'replicaCount: 1\nstrategy:\n  type: RollingUpdate\n  rollingUpdate:\n    maxSurge: 1\n';

testRule(rule, {
  valid: [
    'strategy:\n  type: RollingUpdate\n  rollingUpdate:\n    maxSurge: 1\n',
    { defaults, values: 'strategy:\n  type: Recreate\n  rollingUpdate: null\n' },
    'strategy:\n  type: Recreate\n  rollingUpdate: {}\n',
    'strategy:\n  type: "{{ .type }}"\n  rollingUpdate:\n    maxSurge: 1\n',
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        strategy:
        ^^^^^^^^ 'This chart' has strategy Recreate and a rollingUpdate block…
          type: Recreate
      `,
      fixed: 'strategy:\n  type: Recreate\n  rollingUpdate: null\n',
    },
    {
      values: yaml`
        web:
          updateStrategy:
            type: Recreate
            rollingUpdate:
        #   ^^^^^^^^^^^^^ 'web' has strategy…
              maxUnavailable: 0
      `,
      fixed: 'web:\n  updateStrategy:\n    type: Recreate\n',
    },
    yaml`
      strategy: { type: Recreate, rollingUpdate: { maxSurge: 1 } }
      #                           ^^^^^^^^^^^^^ 'This chart' has…
    `,
  ],
});
