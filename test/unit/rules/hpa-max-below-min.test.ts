import rule from '../../../server/src/core/rules/hpa-max-below-min.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'autoscaling:\n  enabled: false\n  minReplicas: 5\n  maxReplicas: 3\n',
    'hpa:\n  enabled: true\n  minReplicas: 3\n  maxReplicas: 3\n',
    'hpa:\n  enabled: true\n  minReplicas: "{{ .min }}"\n  maxReplicas: 3\n',
    'hpa:\n  enabled: true\n  minReplicas: 5\n',
    'hpa:\n  enabled: "$(HPA)"\n  minReplicas: 5\n  maxReplicas: 3\n',
    'keda:\n  enabled: true\n  minReplicaCount: 0\n  maxReplicaCount: 1\n',
  ],
  invalid: [
    {
      defaults: 'autoscaling:\n  enabled: false\n  minReplicas: 1\n  maxReplicas: 3\n',
      values: yaml`
        autoscaling:
        ^^^^^^^^^^^ The autoscaler of 'This chart' may run at most 3 pods but must run 6: Kubernetes rejects it. Raise 'maxReplicas' to at least 6.
          enabled: true
          minReplicas: 6
      `,
      titles: ['Raise maxReplicas to 18'],
      fixed: yaml`
        autoscaling:
          enabled: true
          minReplicas: 6
          maxReplicas: 18
      `,
    },
    {
      values: yaml`
        web:
          autoscaling:
            hpa: { enabled: true, min: 4, max: 2 }
        #                                      ^ The autoscaler of 'web' may run at most 2…
      `,
      fixed: yaml`
        web:
          autoscaling:
            hpa: { enabled: true, min: 4, max: 12 }
      `,
    },
    yaml`
      hpa:
        enabled: true
        maxReplicas: 0
      #              ^ The autoscaler of 'This chart' may run at most 0 pods: Kubernetes rejects…
    `,
  ],
});
