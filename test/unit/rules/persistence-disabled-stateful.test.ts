import rule from '../../../server/src/core/rules/persistence-disabled-stateful.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'postgresql:\n  primary:\n    persistence:\n      enabled: true\n',
    // A cache may lose its data.
    'redis:\n  master:\n    persistence:\n      enabled: false\n',
    'postgresql:\n  enabled: false\n  primary:\n    persistence:\n      enabled: false\n',
    'web:\n  persistence:\n    enabled: false\n',
    { defaults: 'etcd:\n  persistence:\n    enabled: false\n', values: 'etcd:\n  replicaCount: 3\n' },
  ],
  invalid: [
    {
      values: yaml`
        postgresql:
          primary:
            persistence:
              enabled: false
        #              ^^^^^ 'postgresql' keeps its data in the pod ('postgresql.primary.persistence.enabled: false')…
      `,
      fixed: yaml`
        postgresql:
          primary:
            persistence:
              enabled: true
      `,
    },
    yaml`
      event-kafka:
        persistence: { enabled: false }
      #                         ^^^^^ 'event-kafka' keeps its data…
    `,
    {
      product: 'spaces',
      values: yaml`
        controlPlanes:
          etcd:
            persistence:
              enabled: false
        #              ^^^^^ 'etcd' keeps its data…
      `,
    },
  ],
});
