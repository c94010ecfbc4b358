import rule from '../../../server/src/core/rules/min-ready-exceeds-deadline.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'replicaCount: 2\nminReadySeconds: 599\n',
    'replicaCount: 2\nprogressDeadlineSeconds: 1\n',
    'replicaCount: 2\nminReadySeconds: "{{ .ready }}"\nprogressDeadlineSeconds: 10\n',
    'replicaCount: 2\nminReadySeconds: 0\nprogressDeadlineSeconds: 0\n',
    'kind: DaemonSet\nminReadySeconds: 900\n',
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        minReadySeconds: 120
        progressDeadlineSeconds: 120
        #                        ^^^ 'This chart' waits 120 seconds for each pod…
      `,
      fixed: 'replicaCount: 2\nminReadySeconds: 120\nprogressDeadlineSeconds: 500\n',
    },
    {
      values: yaml`
        web:
          replicas: 2
          minReadySeconds: 600
        #                  ^^^ 'web' waits 600 seconds…
      `,
      fixed: 'web:\n  replicas: 2\n  minReadySeconds: 600\n  progressDeadlineSeconds: 900\n',
    },
    {
      defaults: 'web:\n  replicas: 2\n  minReadySeconds: 60\n  progressDeadlineSeconds: 600\n',
      values: yaml`
        web:
          progressDeadlineSeconds: "30"
        #                          ^^^^ 'web' waits 60 seconds…
      `,
    },
  ],
});
