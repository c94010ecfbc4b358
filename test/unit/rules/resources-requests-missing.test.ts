import rule from '../../../server/src/core/rules/resources-requests-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'replicaCount: 2\nimage:\n  tag: ""\nresources: {}\n';

testRule(rule, {
  valid: [
    // What the chart requests by default is not known.
    'replicaCount: 3\nresources: {}\n',
    'replicaCount: 3\nresources:\n  requests:\n    cpu: 1\n',
    { defaults, values: 'resources:\n  limits:\n    cpu: 1\n    memory: 1Gi\n' },
    { defaults, values: 'resources:\n  requests:\n    cpu: 1\n    memory: "{{ .memory }}"\n' },
    { defaults: `${defaults}resourcesPreset: small\n`, values: 'replicaCount: 3\n' },
    { defaults: 'worker:\n  replicaCount: 2\n  resources: {}\nother: 1\n', values: 'other: 2\n' },
    { defaults: 'replicaCount: 2\n', values: 'replicaCount: 3\n' },
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        replicaCount: 3
        ^^^^^^^^^^^^ 'This chart' requests no CPU and no memory: the scheduler takes it for free, and it is evicted first when a node runs short. Set 'resources.requests.cpu' and 'resources.requests.memory'.
      `,
      titles: ['Request 250m CPU and 512Mi memory'],
      fixed: yaml`
        replicaCount: 3
        resources:
          requests:
            cpu: 250m
            memory: 512Mi
      `,
    },
    {
      defaults,
      values: yaml`
        resources:
        ^^^^^^^^^ 'This chart' requests no memory: …
          requests:
            cpu: 100m # enough
      `,
      fixed: yaml`
        resources:
          requests:
            cpu: 100m # enough
            memory: 512Mi
      `,
    },
    yaml`
      image:
        repository: registry.example/app
      resources:
      ^^^^^^^^^ 'This chart' requests no CPU: …
        requests:
          memory: 1Gi
    `,
  ],
});
