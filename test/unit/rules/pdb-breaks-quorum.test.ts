import rule from '../../../server/src/core/rules/pdb-breaks-quorum.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const etcd = (members: string, amount: string) =>
  `etcd:\n  replicaCount: ${members}\n  pdb:\n    enabled: true\n    ${amount}\n`;

testRule(rule, {
  valid: [
    etcd('3', 'maxUnavailable: 33%'),
    etcd('5', 'maxUnavailable: 2'),
    etcd('3', 'minAvailable: 2'),
    etcd('"{{ .n }}"', 'maxUnavailable: 3'),
    etcd('3', 'maxUnavailable: 2').replace('etcd', 'web'),
    etcd('3', 'maxUnavailable: 2').replace('true', 'false'),
  ],
  invalid: [
    {
      values: yaml`
        etcd:
          replicaCount: 3
          pdb:
            enabled: true
            maxUnavailable: 34%
        #                   ^^^ maxUnavailable: 34% lets 2 of 3 members of 'etcd' go at the same time, and 2 must stay…
      `,
      fixed: etcd('3', 'maxUnavailable: 1'),
    },
    {
      values: yaml`
        zookeeper:
          replicas: 5
          podDisruptionBudget:
            minAvailable: 2
        #                 ^ minAvailable: 2 lets 3 of 5 members of 'zookeeper'…
      `,
      titles: [
        'Keep 4 members: minAvailable 4',
        'Let one member go at a time: maxUnavailable 1 in place of minAvailable',
      ],
      fixed: 'zookeeper:\n  replicas: 5\n  podDisruptionBudget:\n    minAvailable: 4\n',
    },
    {
      product: 'kcp/kcp',
      values: yaml`
        etcd:
          podDisruptionBudget:
            enabled: true
            maxUnavailable: 2
        #                   ^ maxUnavailable: 2 lets 2 of 3…
      `,
    },
  ],
});
