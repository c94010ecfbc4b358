import rule from '../../../server/src/core/rules/redis-cluster-topology.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'redis-cluster:\n  cluster:\n    nodes: 6\n    replicas: 1\n',
    'redis-cluster:\n  cluster:\n    nodes: 3\n    replicas: 0\n',
    'elasticsearch:\n  cluster:\n    nodes: 5\n    replicas: 1\n',
    'redis-cluster:\n  cluster:\n    nodes: 5\n',
    { defaults: 'redis-cluster:\n  cluster:\n    nodes: 5\n    replicas: 1\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        redis-cluster:
          cluster:
            nodes: 7
        #          ^ 7 nodes with 1 replicas for each master make 3 masters and 1 left over in 'redis-cluster.cluster'…
            replicas: 1
      `,
      fixed: yaml`
        redis-cluster:
          cluster:
            nodes: 8
            replicas: 1
      `,
    },
    {
      defaults: 'cluster:\n  init: true\n  nodes: 6\n  replicas: 1\n',
      values: yaml`
        cluster:
          replicas: 2
        #           ^ 6 nodes with 2 replicas for each master make 2 masters…
      `,
      fixed: yaml`
        cluster:
          replicas: 2
          nodes: 9
      `,
    },
    yaml`
      valkey: { cluster: { nodes: 2, replicas: 0 } }
      #                           ^ 2 nodes with 0 replicas…
    `,
  ],
});
