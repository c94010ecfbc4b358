import rule from '../../../server/src/core/rules/persistence-rwo-rolling-update.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const volume = 'persistence:\n  enabled: true\n  accessMode: ReadWriteOnce\n';

testRule(rule, {
  valid: [
    `replicaCount: 1\nstrategy: { type: Recreate }\n${volume}`,
    `replicaCount: 1\nstrategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }\n${volume}`,
    `replicaCount: 1\nupdateStrategy: { type: RollingUpdate }\n${volume}`,
    // The chart may set its own.
    `replicaCount: 1\nstrategy: {}\n${volume}`,
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 1
        strategy:
          type: RollingUpdate
        #       ^^^^^^^^^^^^^ 'This chart' keeps a ReadWriteOnce volume, and its updates start the new pod first…
          rollingUpdate:
            maxSurge: 1
        persistence:
          enabled: true
          accessMode: ReadWriteOnce
      `,
      fixed: yaml`
        replicaCount: 1
        strategy:
          type: Recreate
        persistence:
          enabled: true
          accessMode: ReadWriteOnce
      `,
    },
    {
      defaults:
        'web:\n  replicas: 1\n  strategy:\n    type: RollingUpdate\n  persistence:\n    enabled: false\n    accessMode: ReadWriteOnce\n',
      values: yaml`
        web:
          persistence:
        # ^^^^^^^^^^^ 'web' keeps a ReadWriteOnce volume…
            enabled: true
      `,
      fixed: yaml`
        web:
          persistence:
            enabled: true
          strategy:
            type: Recreate
      `,
    },
    {
      values: yaml`
        replicas: 1
        deploymentStrategy: RollingUpdate
        #                   ^^^^^^^^^^^^^ 'This chart' keeps…
        persistence: { enabled: true, accessModes: [ReadWriteOnce] }
      `,
      fixed: yaml`
        replicas: 1
        deploymentStrategy: Recreate
        persistence: { enabled: true, accessModes: [ReadWriteOnce] }
      `,
    },
  ],
});
