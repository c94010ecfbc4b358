import rule from '../../../server/src/core/rules/replicas-quorum-small.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'etcd:\n  replicaCount: 3\n',
    'etcd:\n  enabled: false\n  replicaCount: 1\n',
    'etcd:\n  resources: {}\n  tolerations: []\n',
    // The chart fixes three members.
    { product: 'kcp/kcp', values: 'etcd:\n  tolerations: []\n' },
  ],
  invalid: [
    {
      values: yaml`
        etcd:
          replicaCount: 2
        #               ^ 'etcd' has two members, and stops…
      `,
      titles: ['Run 3 members', 'Run 5 members'],
      fixed: 'etcd:\n  replicaCount: 3\n',
    },
    yaml`
      zookeeper:
        replicas: 1
      #           ^ 'zookeeper' has a single member…
    `,
    {
      defaults: 'rabbitmq:\n  replicaCount: 1\n',
      values: yaml`
        rabbitmq:
        ^^^^^^^^ 'rabbitmq' has a single…
          resources: {}
      `,
    },
  ],
});
