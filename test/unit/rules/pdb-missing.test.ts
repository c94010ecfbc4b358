import rule from '../../../server/src/core/rules/pdb-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    // The chart may have none, or one by default: nobody knows here.
    'replicaCount: 3\n',
    'replicaCount: 3\npodDisruptionBudget: {}\n',
    'replicaCount: 1\npdb:\n  create: false\n',
    yaml`
      replicaCount: 3
      podDisruptionBudget:
        maxUnavailable: 1
    `,
    yaml`
      agent:
        kind: DaemonSet
        replicas: 3
        pdb:
          enabled: false
    `,
    'replicaCount: 3\npdb:\n  create: "$(PDB)"\n',
    { defaults: 'replicaCount: 1\npdb:\n  create: true\n', values: 'replicaCount: 3\n' },
  ],
  invalid: [
    {
      values: yaml`
        server:
          replicas: 3
          pdb:
            create: false # later
        #           ^^^^^ 'server' runs 3 replicas without a disruption budget: a drain may evict all of them at once. Switch on 'pdb.create'.
      `,
      titles: ['Add a PodDisruptionBudget'],
      fixed: yaml`
        server:
          replicas: 3
          pdb:
            create: true # later
            minAvailable: 1
      `,
    },
    {
      defaults: 'replicaCount: 1\npodDisruptionBudget: {}\n',
      values: yaml`
        replicaCount: 2
        ^^^^^^^^^^^^ 'This chart' runs 2 replicas…
      `,
      fixed: yaml`
        replicaCount: 2
        podDisruptionBudget:
          minAvailable: 1
      `,
    },
    {
      // The chart's own amount would block every drain at two replicas.
      defaults: 'replicaCount: 1\npdb:\n  enabled: false\n  minAvailable: 2\n  maxUnavailable: null\n',
      values: yaml`
        autoscaling:
        ^^^^^^^^^^^ 'This chart' runs 2 replicas…
          enabled: true
          minReplicas: 2
      `,
      fixed: yaml`
        autoscaling:
          enabled: true
          minReplicas: 2
        pdb:
          enabled: true
          minAvailable: 1
      `,
    },
    {
      values: yaml`
        etcd:
          replicaCount: 3
          disruptionBudget:
            enabled: false
        #            ^^^^^ 'etcd' runs 3 replicas…
      `,
      fixed: yaml`
        etcd:
          replicaCount: 3
          disruptionBudget:
            enabled: true
            maxUnavailable: 1
      `,
    },
  ],
});
