import rule from '../../../server/src/core/rules/hpa-scale-down-aggressive.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const hpa = (window: number, value: number, period: number) =>
  `hpa:\n  enabled: true\n  behavior:\n    scaleDown:\n      stabilizationWindowSeconds: ${window}\n      policies:\n        - type: Percent\n          value: ${value}\n          periodSeconds: ${period}\n`;

testRule(rule, {
  valid: [
    hpa(300, 100, 15),
    hpa(0, 50, 15),
    hpa(0, 100, 60),
    hpa(0, 100, 15).replace('Percent', 'Pods'),
    hpa(0, 100, 15).replace('      stabilizationWindowSeconds: 0\n', ''),
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          behavior:
            scaleDown:
              stabilizationWindowSeconds: 0
              policies:
                - type: Percent
                  value: 100
        #                ^^^ 'This chart' may lose 100 % of its pods every 15 seconds…
                  periodSeconds: 15
      `,
      fixed: hpa(0, 50, 60),
    },
    yaml`
      web:
        hpa:
          enabled: true
          behavior:
            scaleDown:
              stabilizationWindowSeconds: 60
              policies: [{ type: Percent, value: 80, periodSeconds: 30 }]
      #                                          ^^ 'web' may lose 80 %…
    `,
    yaml`
      web:
        autoscaling:
          enabled: true
          behavior:
            scaleDown:
              policies:
                - type: Pods
                  value: 1
                  periodSeconds: 60
                - type: Percent
                  value: 90
      #                  ^^ 'web' may lose 90 %…
                  periodSeconds: 10
              stabilizationWindowSeconds: 10
    `,
  ],
});
