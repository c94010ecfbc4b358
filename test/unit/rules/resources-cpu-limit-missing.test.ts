import rule from '../../../server/src/core/rules/resources-cpu-limit-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'web:\n  replicas: 1\n  resources: {}\n';

testRule(rule, {
  valid: [
    'replicaCount: 1\nresources:\n  requests:\n    cpu: 1\n',
    { defaults, values: 'web:\n  resources:\n    limits:\n      cpu: 1\n' },
    { defaults, values: 'web:\n  resources:\n    requests:\n      memory: 1Gi\n' },
    { defaults, values: 'web:\n  resources:\n    requests:\n      cpu: 1\n    limits:\n      cpu: "{{ .cpu }}"\n' },
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        web:
          resources:
        # ^^^^^^^^^ 'web' requests 100m CPU and has no limit…
            requests: { cpu: 100m }
      `,
      fixed: 'web:\n  resources:\n    requests: { cpu: 100m }\n    limits:\n      cpu: 400m\n',
    },
    {
      defaults: 'web:\n  replicas: 1\n  resources:\n    requests:\n      cpu: 1\n    limits:\n      cpu: 2\n',
      values: yaml`
        web:
          resources:
        # ^^^^^^^^^ 'web' requests 1 CPU…
            limits: null
      `,
    },
    {
      defaults: 'replicaCount: 1\nresources:\n  requests:\n    cpu: 500m\n',
      values: yaml`
        replicaCount: 2
        ^^^^^^^^^^^^ 'This chart' requests 500m CPU…
      `,
    },
  ],
});
