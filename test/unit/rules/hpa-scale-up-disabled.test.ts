import rule from '../../../server/src/core/rules/hpa-scale-up-disabled.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const hpa = (direction: string, policy: string) =>
  `hpa:\n  enabled: true\n  behavior:\n    ${direction}:\n      selectPolicy: ${policy}\n`;

testRule(rule, {
  valid: [
    hpa('scaleUp', 'Max'),
    hpa('scaleDown', 'Disabled'),
    hpa('scaleUp', 'Disabled').replace('true', 'false'),
    { defaults: hpa('scaleUp', 'Disabled'), values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          behavior:
            scaleUp:
              selectPolicy: "Disabled"
        #                   ^^^^^^^^^^ 'This chart' may never scale out…
      `,
      fixed: hpa('scaleUp', '"Max"'),
    },
    yaml`
      web: { hpa: { enabled: true, behavior: { scaleUp: { selectPolicy: Disabled } } } }
      #                                                                 ^^^^^^^^ 'web' may never…
    `,
    {
      defaults: hpa('scaleUp', 'Max'),
      values: yaml`
        hpa:
          behavior:
            scaleUp:
              selectPolicy: Disabled
        #                   ^^^^^^^^ 'This chart' may never…
      `,
    },
  ],
});
