import rule from '../../../server/src/core/rules/strategy-zero-both.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const rolling = (surge: string, unavailable: string) =>
  `replicaCount: 2\nstrategy:\n  rollingUpdate:\n    maxSurge: ${surge}\n    maxUnavailable: ${unavailable}\n`;

testRule(rule, {
  valid: [
    rolling('1', '0'),
    rolling('0', '1%'),
    rolling('0', '"{{ .n }}"'),
    rolling('0', 'null'),
    rolling('0', '0').replace('strategy:', 'strategy:\n  type: OnDelete'),
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        strategy:
          rollingUpdate:
            maxSurge: 0%
        #             ^^ An update of 'This chart' may neither…
            maxUnavailable: 0
      `,
      titles: ['Start new pods first: maxSurge 1', 'Replace in place: maxUnavailable 1'],
      fixed: rolling('1', '0'),
    },
    {
      defaults: rolling('0', '1'),
      values: yaml`
        strategy:
          rollingUpdate:
        # ^^^^^^^^^^^^^ An update of 'This chart'…
            maxUnavailable: 0
      `,
    },
    yaml`
      web: { deploymentStrategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } } }
      #                                                                                               ^ An update of 'web'…
    `,
  ],
});
