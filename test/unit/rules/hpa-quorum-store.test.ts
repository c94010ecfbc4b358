import rule from '../../../server/src/core/rules/hpa-quorum-store.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'web:\n  replicas: 3\n  hpa:\n    enabled: true\n',
    'etcd:\n  replicas: 3\n  hpa:\n    enabled: false\n',
    'etcd:\n  replicas: 3\n  hpa:\n    enabled: "{{ .hpa }}"\n',
    { defaults: 'etcd:\n  hpa:\n    enabled: true\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        zookeeper:
          replicas: 3
          hpa:
            enabled: true # busy
        #            ^^^^ 'zookeeper' keeps a quorum…
      `,
      fixed: 'zookeeper:\n  replicas: 3\n  hpa:\n    enabled: false # busy\n',
    },
    yaml`
      etcd: { replicaCount: 3, autoscaling: { enabled: true } }
      #                                                ^^^^ 'etcd' keeps a quorum…
    `,
    {
      defaults: 'consul:\n  autoscaling:\n    enabled: false\n',
      values: yaml`
        consul:
          autoscaling:
            enabled: true
        #            ^^^^ 'consul' keeps…
      `,
    },
  ],
});
