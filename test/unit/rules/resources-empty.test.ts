import rule from '../../../server/src/core/rules/resources-empty.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'replicaCount: 2\n',
    'replicaCount: 2\nresources: {}\nresourcesPreset: small\n',
    'web:\n  enabled: false\n  replicas: 2\n  resources: {}\n',
    // The defaults of the chart stay.
    { defaults: 'replicaCount: 1\nresources:\n  requests:\n    cpu: 1\n', values: 'resources: {}\n' },
    { defaults: 'replicaCount: 1\nresources: {}\n', values: 'replicaCount: 2\n' },
    { values: ['replicaCount: 1\nresources: {}\n', 'replicaCount: 2\n'] },
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        resources: {} # later
        #          ^^ The resources of 'This chart' are empty…
      `,
      fixed: 'replicaCount: 2\nresources: # later\n  requests:\n    cpu: 250m\n    memory: 512Mi\n',
    },
    yaml`
      web: { replicas: 2, resources: {} }
      #                              ^^ The resources of 'web'…
    `,
    {
      defaults: 'web:\n  replicas: 2\n  resources: {}\n',
      values: yaml`
        web:
          resources: {}
        #            ^^ The resources of 'web'…
      `,
    },
  ],
});
