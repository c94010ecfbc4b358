import rule from '../../../server/src/core/rules/monitoring-disabled.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'serviceMonitor:\n  enabled: true\n',
    'metrics:\n  podMonitor:\n    enabled: true\n  serviceMonitor:\n    enabled: false\n',
    'serviceMonitor:\n  interval: 30s\n',
    'serviceMonitor:\n  enabled: "{{ .monitor }}"\n',
    { defaults: 'serviceMonitor:\n  enabled: false\n', values: 'a: 1\n' },
    'worker:\n  enabled: false\n  serviceMonitor:\n    enabled: false\n',
  ],
  invalid: [
    {
      values: yaml`
        metrics:
          serviceMonitor:
            enabled: false
        #            ^^^^^ 'metrics.serviceMonitor.enabled' is off…
      `,
      fixed: yaml`
        metrics:
          serviceMonitor:
            enabled: true
      `,
    },
    yaml`
      a: { serviceMonitor: { enabled: false } }
      #                               ^^^^^ 'a.serviceMonitor.enabled' is off…
      b: { serviceMonitor: { enabled: false } }
    `,
    yaml`
      prometheus:
        podMonitor:
          create: false
      #           ^^^^^ 'prometheus.podMonitor.create' is off…
    `,
  ],
});
