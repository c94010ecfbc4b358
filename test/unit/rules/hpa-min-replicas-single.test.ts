import rule from '../../../server/src/core/rules/hpa-min-replicas-single.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'autoscaling:\n  enabled: false\n  minReplicas: 1\n',
    'autoscaling:\n  enabled: true\n  maxReplicas: 9\n',
    'autoscaling:\n  enabled: true\n  minReplicas: "{{ .min }}"\n',
    'keda:\n  enabled: true\n  minReplicaCount: 0\n',
    { defaults: 'autoscaling:\n  enabled: true\n  minReplicas: 1\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        autoscaling:
          enabled: true
          minReplicas: 1
        #              ^ The autoscaler of 'This chart' may go down to 1 pod: …
          maxReplicas: 1
      `,
      fixed: yaml`
        autoscaling:
          enabled: true
          minReplicas: 2
          maxReplicas: 6
      `,
    },
    {
      defaults: 'hpa:\n  enabled: false\n  minReplicas: 1\n  maxReplicas: 5\n',
      values: yaml`
        hpa:
        ^^^ The autoscaler of 'This chart' may go…
          enabled: true
      `,
      fixed: yaml`
        hpa:
          enabled: true
          minReplicas: 2
      `,
    },
    {
      options: { 'hpa-min-replicas-single': { minimum: 3 } },
      values: yaml`
        web:
          keda: { enabled: true, minReplicaCount: 2 }
        #                                         ^ The autoscaler of 'web' may go down to 2 pods…
      `,
    },
  ],
});
