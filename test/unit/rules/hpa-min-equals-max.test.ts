import rule from '../../../server/src/core/rules/hpa-min-equals-max.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'autoscaling:\n  enabled: false\n  minReplicas: 3\n  maxReplicas: 3\n',
    'autoscaling:\n  enabled: true\n  minReplicas: 3\n  maxReplicas: 4\n',
    'autoscaling:\n  enabled: true\n  minReplicas: 3\n  maxReplicas: "{{ .max }}"\n',
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          minReplicas: 5
          maxReplicas: 5
        #              ^ The autoscaler of 'This chart' is bound to exactly 5 pods…
      `,
      fixed: 'hpa:\n  enabled: true\n  minReplicas: 5\n  maxReplicas: 15\n',
    },
    {
      defaults: 'hpa:\n  enabled: true\n  minReplicas: 1\n  maxReplicas: 3\n',
      values: yaml`
        hpa:
        ^^^ The autoscaler of 'This chart' is bound to exactly 3…
          minReplicas: 3
      `,
    },
    yaml`
      web:
        autoscaling: { enabled: true, min: 2, max: 2 }
      #                                            ^ The autoscaler of 'web'…
    `,
  ],
});
