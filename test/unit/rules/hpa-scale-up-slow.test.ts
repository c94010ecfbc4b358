import rule from '../../../server/src/core/rules/hpa-scale-up-slow.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const hpa = (rules: string) => `hpa:\n  enabled: true\n  behavior:\n    scaleUp:\n${rules}`;

testRule(rule, {
  valid: [
    hpa('      stabilizationWindowSeconds: 60\n'),
    hpa('      stabilizationWindowSeconds: "{{ .w }}"\n'),
    hpa('      policies:\n        - { type: Pods, value: 2, periodSeconds: 60 }\n'),
    hpa(
      '      policies:\n        - { type: Pods, value: 1, periodSeconds: 60 }\n        - { type: Percent, value: 100, periodSeconds: 60 }\n',
    ),
    hpa('      stabilizationWindowSeconds: 300\n').replace('true', 'false'),
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          behavior:
            scaleUp:
              stabilizationWindowSeconds: 180
        #                                 ^^^ 'This chart' waits 180 seconds…
      `,
      fixed: hpa('      stabilizationWindowSeconds: 0\n'),
    },
    {
      values: yaml`
        hpa:
          enabled: true
          behavior:
            scaleUp:
              policies:
                - type: Pods
                  value: 1
        #                ^ 'This chart' adds at most one pod every 120 seconds…
                  periodSeconds: 120
      `,
      fixed: hpa(
        '      policies:\n        - type: Pods\n          value: 1\n          periodSeconds: 120\n        - type: Percent\n          value: 100\n          periodSeconds: 30\n',
      ),
    },
    yaml`
      web: { autoscaling: { enabled: true, behavior: { scaleUp: { stabilizationWindowSeconds: 61 } } } }
      #                                                                                       ^^ 'web' waits 61…
    `,
  ],
});
