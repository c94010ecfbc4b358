import rule from '../../../server/src/core/rules/pdb-blocks-eviction.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const budget = (replicas: number, amount: string) => `replicaCount: ${replicas}\npdb:\n  enabled: true\n  ${amount}\n`;

testRule(rule, {
  valid: [
    budget(3, 'minAvailable: 66%'),
    budget(3, 'maxUnavailable: 1%'),
    budget(1, 'maxUnavailable: 1'),
    budget(0, 'minAvailable: 1'),
    'pdb:\n  enabled: true\n  minAvailable: 3\n',
    'replicaCount: 2\npdb:\n  enabled: false\n  minAvailable: 2\n',
    'replicaCount: 2\npdb:\n  enabled: true\n  minAvailable: "{{ .min }}"\n',
    'replicaCount: 2\npdb:\n  enabled: true\n  minAvailable: 2\n  maxUnavailable: "$(MAX)"\n',
    // Nobody touched it: the chart's own business.
    { defaults: 'app:\n  replicaCount: 1\n  pdb:\n    enabled: true\n    minAvailable: 1\n', values: 'other: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 3
        pdb:
          enabled: true
          minAvailable: 67%
        #               ^^^ minAvailable: 67% of 3 replicas of 'This chart' allows no eviction: node drains and upgrades hang. Let at least one pod go.
      `,
      titles: [
        'Let one pod go at a time: minAvailable 2',
        'Let one pod go at a time: maxUnavailable 1 in place of minAvailable',
      ],
      fixed: yaml`
        replicaCount: 3
        pdb:
          enabled: true
          minAvailable: 2
      `,
    },
    {
      values: yaml`
        app:
          autoscaling: { enabled: true, minReplicas: 3 }
          podDisruptionBudget:
            maxUnavailable: 0
        #                   ^ maxUnavailable: 0 allows no eviction of 'app', however many…
      `,
      fixed: yaml`
        app:
          autoscaling: { enabled: true, minReplicas: 3 }
          podDisruptionBudget:
            maxUnavailable: 1
      `,
    },
    {
      values: yaml`
        replicaCount: 1
        #             ^ The budget of 'This chart' keeps its only pod (minAvailable: 1)…
        pdb:
          create: true
          minAvailable: 1
      `,
      titles: ['Run 2 replicas', 'Switch the disruption budget off'],
      fixed: yaml`
        replicaCount: 2
        pdb:
          create: true
          minAvailable: 1
      `,
    },
    {
      defaults: 'replicaCount: 2\npdb:\n  create: true\n  minAvailable: 1\n',
      values: yaml`
        pdb:
          minAvailable: 2
        #               ^ minAvailable: 2 of 2 replicas…
      `,
      fixed: yaml`
        pdb:
          minAvailable: 1
      `,
    },
  ],
});
