import rule from '../../../server/src/core/rules/replicas-conflict-hpa.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const hpa = 'autoscaling:\n  enabled: true\n  minReplicas: 3\n  maxReplicas: 9\n';

testRule(rule, {
  valid: [
    `replicaCount: 3\n${hpa}`,
    `replicaCount: 1\n${hpa.replace('true', 'false')}`,
    `replicaCount: 1\n${hpa.replace('9', '"{{ .max }}"')}`,
    { values: ['replicaCount: 1\n', hpa] },
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 1
        #             ^ The autoscaler of 'This chart' keeps between 3 and 9 pods, so 1 replicas never hold…
        autoscaling:
          enabled: true
          minReplicas: 3
          maxReplicas: 9
      `,
      fixed: hpa,
    },
    {
      defaults: 'replicaCount: 1\n',
      values: yaml`
        replicaCount: 20
        #             ^^ The autoscaler of…
        autoscaling:
          enabled: true
          minReplicas: 3
          maxReplicas: 9
      `,
      fixed: `replicaCount: null\n${hpa}`,
    },
    yaml`
      web: { replicas: 2, hpa: { enabled: true, min: 3, max: 5 } }
      #                ^ The autoscaler of 'web'…
    `,
  ],
});
