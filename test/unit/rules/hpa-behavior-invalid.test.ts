import rule from '../../../server/src/core/rules/hpa-behavior-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const down = (rules: string) => `hpa:\n  enabled: true\n  behavior:\n    scaleDown:\n${rules}`;

testRule(rule, {
  valid: [
    down(
      '      stabilizationWindowSeconds: 0\n      policies:\n        - { type: Pods, value: 1, periodSeconds: 1800 }\n',
    ),
    down('      stabilizationWindowSeconds: "{{ .w }}"\n      selectPolicy: "{{ .p }}"\n'),
    down('      stabilizationWindowSeconds: 9999\n').replace('true', 'false'),
    // Not an autoscaler's behavior.
    'cluster:\n  scaleDown:\n    stabilizationWindowSeconds: 9999\n',
  ],
  invalid: [
    yaml`
      hpa:
        enabled: true
        behavior:
          scaleDown:
            stabilizationWindowSeconds: 3601
      #                                 ^^^^ A stabilization window of 3601 seconds…
            selectPolicy: Disable
      #                   ^^^^^^^ 'Disable' is no selectPolicy…
    `,
    yaml`
      web:
        autoscaling:
          enabled: true
          behavior:
            scaleUp:
              policies:
                - type: Percentage
      #                 ^^^^^^^^^^ 'Percentage' is no type of policy…
                  value: 0
      #                  ^ A policy with the value 0…
                  periodSeconds: 3600
      #                          ^^^^ A period of 3600 seconds…
    `,
    yaml`
      web: { hpa: { enabled: true, behavior: { scaleUp: { policies: [] } } } }
      #                                                             ^^ An empty list of policies…
    `,
  ],
});
