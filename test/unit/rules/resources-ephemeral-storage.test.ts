import rule from '../../../server/src/core/rules/resources-ephemeral-storage.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'web:\n  replicas: 1\n  resources: {}\n';

testRule(rule, {
  valid: [
    'replicaCount: 1\nresources: {}\n',
    { defaults, values: 'web:\n  resources:\n    limits:\n      ephemeral-storage: 1Gi\n' },
    { defaults, values: 'web:\n  resources: "{{ .resources }}"\n' },
    { defaults, values: 'other: 1\n' },
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        web:
          resources:
        # ^^^^^^^^^ 'web' has no bound on its scratch space…
            requests:
              cpu: 1
      `,
      fixed:
        'web:\n  resources:\n    requests:\n      cpu: 1\n      ephemeral-storage: 1Gi\n    limits:\n      ephemeral-storage: 2Gi\n',
    },
    {
      defaults,
      values: yaml`
        web:
        ^^^ 'web' has no bound…
          replicas: 2
      `,
    },
    {
      defaults: 'replicaCount: 1\nresources: {}\n',
      values: yaml`
        resources: {}
        ^^^^^^^^^ 'This chart' has no bound…
      `,
    },
  ],
});
