import rule from '../../../server/src/core/rules/hpa-target-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'autoscaling:\n  enabled: false\n  targetCPU: ""\n  metrics: []\n';

testRule(rule, {
  valid: [
    'autoscaling:\n  enabled: true\n  targetCPU: ""\n',
    { defaults, values: 'autoscaling:\n  enabled: true\n  targetCPU: "{{ .cpu }}"\n' },
    { defaults, values: 'autoscaling:\n  enabled: true\n  metrics:\n    - type: Pods\n' },
    { defaults: 'autoscaling:\n  enabled: false\n  aim: {}\n', values: 'autoscaling:\n  enabled: true\n' },
    { defaults, values: 'autoscaling:\n  minReplicas: 2\n' },
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        autoscaling:
        ^^^^^^^^^^^ The autoscaler of 'This chart' has nothing to aim at…
          enabled: true
      `,
      fixed: 'autoscaling:\n  enabled: true\n  targetCPU: 70\n',
    },
    {
      defaults: 'web:\n  hpa:\n    enabled: true\n    metrics: []\n',
      values: yaml`
        web:
          hpa:
            metrics: []
        #            ^^ The autoscaler of 'web'…
      `,
    },
    {
      defaults,
      values: yaml`
        autoscaling: { enabled: true, targetCPU: "" }
        #                                        ^^ The autoscaler…
      `,
    },
  ],
});
