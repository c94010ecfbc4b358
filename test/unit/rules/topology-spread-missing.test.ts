import rule from '../../../server/src/core/rules/topology-spread-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'web:\n  replicas: 1\n  topologySpreadConstraints: []\n';

testRule(rule, {
  valid: [
    'replicaCount: 3\ntopologySpreadConstraints: []\n',
    { defaults, values: 'web:\n  replicas: 2\n' },
    { defaults, values: 'web:\n  replicas: 3\n  topologySpreadConstraints: "{{ .spread }}"\n' },
    { defaults: 'web:\n  replicas: 1\n', values: 'web:\n  replicas: 3\n' },
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        web:
        ^^^ 'web' runs 3 replicas without topology spread…
          replicas: 3
      `,
    },
    {
      defaults,
      values: yaml`
        web:
          autoscaling: { enabled: true, minReplicas: 4 }
          topologySpreadConstraints: []
        # ^^^^^^^^^^^^^^^^^^^^^^^^^ 'web' runs 4 replicas…
      `,
    },
    {
      defaults,
      values: yaml`
        web:
        ^^^ 'web' runs 5 replicas…
          replicas: 5
          tolerations: []
      `,
    },
  ],
});
