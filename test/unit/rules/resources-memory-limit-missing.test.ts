import rule from '../../../server/src/core/rules/resources-memory-limit-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'web:\n  replicas: 1\n  resources: {}\n';

testRule(rule, {
  valid: [
    'replicaCount: 1\nresources:\n  requests:\n    memory: 1Gi\n',
    { defaults, values: 'web:\n  resources:\n    limits:\n      memory: 1Gi\n' },
    { defaults, values: 'web:\n  resources:\n    requests:\n      cpu: 1\n' },
    {
      defaults,
      values: 'web:\n  resources:\n    requests:\n      memory: 1Gi\n    limits:\n      memory: "{{ .memory }}"\n',
    },
    { defaults: 'web:\n  replicas: 1\n  resources:\n    requests:\n      memory: 1Gi\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        web:
          resources:
        # ^^^^^^^^^ 'web' requests 768Mi of memory and has no limit…
            requests:
              memory: 768Mi
      `,
      titles: ['Limit memory to 1.5Gi'],
      fixed: 'web:\n  resources:\n    requests:\n      memory: 768Mi\n    limits:\n      memory: 1.5Gi\n',
    },
    {
      defaults: 'replicaCount: 1\nresources:\n  requests:\n    memory: 1Gi\n  limits:\n    memory: 2Gi\n',
      values: yaml`
        resources:
        ^^^^^^^^^ 'This chart' requests 1Gi…
          limits:
            memory: null
      `,
    },
    {
      defaults: 'web:\n  replicas: 1\n  resources:\n    requests:\n      memory: 1Gi\n',
      values: yaml`
        web:
        ^^^ 'web' requests 1Gi…
          replicas: 2
      `,
    },
  ],
});
