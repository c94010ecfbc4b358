import rule from '../../../server/src/core/rules/hpa-scale-down-window-short.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const hpa = (window: string) =>
  `hpa:\n  enabled: true\n  behavior:\n    scaleDown:\n      stabilizationWindowSeconds: ${window}\n`;

testRule(rule, {
  valid: [
    hpa('300'),
    hpa('"{{ .window }}"'),
    hpa('null'),
    hpa('30').replace('true', 'false'),
    hpa('30').replace('scaleDown', 'scaleUp'),
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          behavior:
            scaleDown:
              stabilizationWindowSeconds: 60
        #                                 ^^ 'This chart' scales in after 60 seconds…
      `,
      titles: ['Wait 300 seconds', 'Wait 600 seconds'],
      fixed: hpa('300'),
    },
    yaml`
      web:
        autoscaling: { enabled: true, behavior: { scaleDown: { stabilizationWindowSeconds: 0 } } }
      #                                                                                    ^ 'web' scales in after 0…
    `,
    {
      defaults: hpa('300'),
      values: yaml`
        hpa:
          behavior:
            scaleDown:
              stabilizationWindowSeconds: "15"
        #                                 ^^^^ 'This chart' scales in after 15…
      `,
    },
  ],
});
