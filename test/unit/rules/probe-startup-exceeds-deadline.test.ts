import rule from '../../../server/src/core/rules/probe-startup-exceeds-deadline.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'replicaCount: 2\nprogressDeadlineSeconds: 600\nstartupProbe:\n  failureThreshold: 60\n',
    // The chart may set a deadline of its own.
    'replicaCount: 2\nstartupProbe:\n  failureThreshold: 90\n',
    // A StatefulSet has no deadline.
    'replicaCount: 2\nserviceName: db\nprogressDeadlineSeconds: 60\nstartupProbe:\n  failureThreshold: 90\n',
    'replicaCount: 2\nprogressDeadlineSeconds: 60\nlivenessProbe:\n  failureThreshold: 90\n',
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        progressDeadlineSeconds: 120
        #                        ^^^ 'startupProbe' allows 300 s for the start, but the rollout counts as failed after 120 s…
        startupProbe:
          failureThreshold: 30
      `,
      fixed: yaml`
        replicaCount: 2
        progressDeadlineSeconds: 600
        startupProbe:
          failureThreshold: 30
      `,
    },
    {
      defaults: 'replicaCount: 2\nprogressDeadlineSeconds: null\nstartupProbe: {}\n',
      values: yaml`
        startupProbe:
          failureThreshold: 90
        #                   ^^ 'startupProbe' allows 900 s for the start, but the rollout counts as failed after 600 s…
      `,
      fixed: yaml`
        startupProbe:
          failureThreshold: 90
        progressDeadlineSeconds: 1200
      `,
    },
    yaml`
      web:
        replicas: 2
        progressDeadlineSeconds: 10
      #                          ^^ 'web.startupProbe' allows 30 s…
        startupProbe: { periodSeconds: 10 }
    `,
  ],
});
