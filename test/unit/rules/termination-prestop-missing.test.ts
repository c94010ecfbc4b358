import rule from '../../../server/src/core/rules/termination-prestop-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'replicaCount: 2\nservice: { port: 80 }\nlifecycle:\n  preStop:\n    exec: { command: [sleep, "5"] }\n',
    // The chart has no place for it.
    'replicaCount: 2\nservice: { port: 80 }\n',
    'worker:\n  replicas: 2\n  lifecycle: {}\n',
    'agent:\n  kind: DaemonSet\n  service: { port: 80 }\n  lifecycle: {}\n',
  ],
  invalid: [
    {
      values: yaml`
        web:
          replicas: 2
          service: { port: 80 }
          lifecycle: {}
        # ^^^^^^^^^ 'web' has no preStop hook…
      `,
      fixed: yaml`
        web:
          replicas: 2
          service: { port: 80 }
          lifecycle:
            preStop:
              sleep:
                seconds: 10
      `,
    },
    yaml`
      replicaCount: 2
      ingress: { enabled: true }
      lifecycleHooks:
      ^^^^^^^^^^^^^^ 'This chart' has no preStop hook…
        postStart: { exec: { command: [a] } }
    `,
    {
      defaults: 'replicaCount: 1\nservice: { port: 80 }\nlifecycle: {}\n',
      values: yaml`
        replicaCount: 3
        ^^^^^^^^^^^^ 'This chart' has no preStop hook…
      `,
    },
  ],
});
