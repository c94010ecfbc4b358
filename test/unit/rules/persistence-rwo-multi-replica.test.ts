import rule from '../../../server/src/core/rules/persistence-rwo-multi-replica.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const volume = 'persistence:\n  enabled: true\n  accessModes: [ReadWriteOnce]\n';

testRule(rule, {
  valid: [
    `replicaCount: 1\nstrategy: { type: Recreate }\n${volume}`,
    // One volume for each pod.
    `replicaCount: 3\nupdateStrategy: { type: RollingUpdate }\n${volume}`,
    // Nothing says that it is a Deployment.
    `replicaCount: 3\n${volume}`,
    `replicaCount: 3\nstrategy: {}\npersistence:\n  enabled: false\n  accessModes: [ReadWriteOnce]\n`,
    `replicaCount: 3\nstrategy: {}\npersistence:\n  enabled: true\n  accessMode: ReadWriteMany\n`,
    { defaults: `replicaCount: 2\nstrategy: {}\n${volume}`, values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        strategy:
          type: RollingUpdate
        persistence:
          enabled: true
          accessModes:
            - ReadWriteOnce
        #   ^^^^^^^^^^^^^^^ 'This chart' runs up to 2 replicas on one ReadWriteOnce volume…
      `,
      fixed: yaml`
        replicaCount: 2
        strategy:
          type: RollingUpdate
        persistence:
          enabled: true
          accessModes:
            - ReadWriteMany
      `,
    },
    {
      defaults:
        'web:\n  replicas: 1\n  kind: Deployment\n  persistence:\n    enabled: false\n    accessMode: ReadWriteOnce\n',
      values: yaml`
        web:
          replicas: 3
        #           ^ 'web' runs up to 3 replicas on one ReadWriteOnce volume…
          persistence:
            enabled: true
      `,
    },
    {
      values: yaml`
        autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 4 }
        persistence:
          enabled: true
          existingClaim: data
          accessMode: ReadWriteOnce
        #             ^^^^^^^^^^^^^ 'This chart' runs up to 4 replicas…
      `,
      titles: [],
    },
  ],
});
