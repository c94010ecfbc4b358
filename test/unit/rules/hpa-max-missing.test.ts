import rule from '../../../server/src/core/rules/hpa-max-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    // The chart may have a default.
    'autoscaling:\n  enabled: true\n  minReplicas: 2\n',
    'autoscaling:\n  enabled: false\n  maxReplicas:\n',
    'keda:\n  enabled: true\n  maxReplicaCount:\n',
    { defaults: 'autoscaling:\n  enabled: false\n  replicasAtMost: 3\n', values: 'autoscaling:\n  enabled: true\n' },
  ],
  invalid: [
    {
      values: yaml`
        autoscaling:
          enabled: true
          minReplicas: 4
          maxReplicas:
        # ^^^^^^^^^^^ The autoscaler of 'This chart' has no upper bound…
      `,
      fixed: 'autoscaling:\n  enabled: true\n  minReplicas: 4\n  maxReplicas: 12\n',
    },
    {
      defaults: 'web:\n  hpa:\n    enabled: false\n    maxReplicas: 5\n',
      values: yaml`
        web:
          hpa:
            enabled: true
            maxReplicas: null
        #                ^^^^ The autoscaler of 'web' has no upper bound…
      `,
    },
    yaml`
      web: { autoscaling: { enabled: true, max: ~ } }
      #                                         ^ The autoscaler of 'web'…
    `,
  ],
});
