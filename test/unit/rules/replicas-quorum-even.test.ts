import rule from '../../../server/src/core/rules/replicas-quorum-even.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'etcd:\n  replicaCount: 3\n',
    'web:\n  replicaCount: 4\n',
    'etcd:\n  replicaCount: "{{ .n }}"\n',
    'etcd:\n  enabled: false\n  replicaCount: 4\n',
    'etcd:\n  replicaCount: 2\n',
  ],
  invalid: [
    {
      values: yaml`
        etcd:
          replicaCount: 4
        #               ^ 'etcd' has 4 members and tolerates the loss of 1, no more than with 3. Run an odd number.
      `,
      titles: ['Run 3 members', 'Run 5 members'],
      fixed: 'etcd:\n  replicaCount: 3\n',
    },
    yaml`
      zookeeper:
        replicas: 6 # more is better
      #           ^ 'zookeeper' has 6 members and tolerates the loss of 2, no more than with 5…
    `,
    {
      defaults: 'consul:\n  replicas: 4\n',
      values: yaml`
        consul:
        ^^^^^^ 'consul' has 4 members…
          resources: {}
      `,
    },
  ],
});
