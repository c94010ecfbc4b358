import rule from '../../../server/src/core/rules/vpa-quorum-store.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'etcd:\n  replicaCount: 3\n  vpa:\n    updateMode: "Off"\n',
    'web:\n  replicaCount: 3\n  vpa:\n    updateMode: Recreate\n',
    'etcd:\n  replicaCount: 3\n  vpa:\n    enabled: false\n    updateMode: Recreate\n',
  ],
  invalid: [
    {
      values: yaml`
        etcd:
          replicaCount: 3
          vpa:
            updateMode: Recreate
        #               ^^^^^^^^ 'etcd' keeps a quorum, and the vertical autoscaler may restart several members…
      `,
      fixed: yaml`
        etcd:
          replicaCount: 3
          vpa:
            updateMode: "Off"
      `,
    },
    yaml`
      zookeeper:
        replicas: 5
        verticalPodAutoscaler: { updateMode: Auto }
      #                                      ^^^^ 'zookeeper' keeps a quorum…
    `,
    yaml`
      consul:
        replicas: 3
        vpa:
          updatePolicy:
            updateMode: InPlaceOrRecreate
      #                 ^^^^^^^^^^^^^^^^^ 'consul' keeps…
    `,
  ],
});
