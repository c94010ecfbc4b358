import rule from '../../../server/src/core/rules/hpa-custom-metric-unserved.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const hpa = 'hpa:\n  enabled: true\n  metrics:\n    - { type: Pods }\n';

testRule(rule, {
  valid: [
    hpa,
    `${hpa}serviceMonitor:\n  enabled: true\n`,
    `${hpa}serviceMonitor:\n  enabled: false\npodMonitor:\n  enabled: true\n`,
    `${hpa}serviceMonitor:\n  enabled: false\n`.replace('Pods', 'External'),
    `${hpa}serviceMonitor:\n  enabled: "{{ .monitor }}"\n`,
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          metrics:
            - type: Pods
        #           ^^^^ 'This chart' scales by a metric of type Pods…
              pods: {}
        metrics:
          serviceMonitor:
            enabled: false
      `,
      fixed:
        'hpa:\n  enabled: true\n  metrics:\n    - type: Pods\n      pods: {}\nmetrics:\n  serviceMonitor:\n    enabled: true\n',
    },
    yaml`
      web:
        podMonitor: { enabled: false }
        hpa:
          enabled: true
          customMetrics:
            - { type: Resource }
            - { type: Object }
      #               ^^^^^^ 'web' scales by a metric of type Object…
    `,
    {
      defaults: 'serviceMonitor:\n  enabled: false\nhpa:\n  enabled: false\n',
      values: yaml`
        hpa:
          enabled: true
          metrics:
            - type: Pods
        #           ^^^^ 'This chart' scales by…
      `,
    },
  ],
});
