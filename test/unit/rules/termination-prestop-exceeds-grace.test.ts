import rule from '../../../server/src/core/rules/termination-prestop-exceeds-grace.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const hook = (command: string) => `lifecycle:\n  preStop:\n    exec:\n      command: ${command}\n`;
const graced = (seconds: number, command: string) =>
  `replicaCount: 2\nterminationGracePeriodSeconds: ${seconds}\n${hook(command)}`;

testRule(rule, {
  valid: [
    graced(30, '[sleep, "15"]'),
    // Without the chart its grace period is not known.
    `replicaCount: 2\n${hook('[sleep, "60"]')}`,
    graced(10, '[sh, -c, "sleep $DELAY"]'),
    graced(10, '[sh, -c, "sleep 0.5"]'),
    graced(10, '[sh, -c, "./asleep 20"]'),
    { defaults: graced(10, '[sleep, "20"]'), values: 'replicaCount: 3\n' },
    // The grace period of another workload.
    `terminationGracePeriodSeconds: 10\nworker:\n  replicas: 2\n  lifecycle:\n    preStop: { sleep: { seconds: 20 } }\n`,
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        terminationGracePeriodSeconds: 20
        #                              ^^ 'lifecycle.preStop' sleeps 20 s, and the pod is killed after 20 s: the process gets no time to end. Allow 50 s, or sleep for less.
        lifecycle:
          preStop:
            exec:
              command: ["/bin/sh", "-c", "sleep 20 && nginx -s quit"]
      `,
      fixed: yaml`
        replicaCount: 2
        terminationGracePeriodSeconds: 50
        lifecycle:
          preStop:
            exec:
              command: ["/bin/sh", "-c", "sleep 20 && nginx -s quit"]
      `,
    },
    {
      defaults: 'web:\n  replicas: 2\n  terminationGracePeriodSeconds: null\n  lifecycle: {}\n',
      values: yaml`
        web:
          lifecycle:
            preStop:
        #   ^^^^^^^ 'web.lifecycle.preStop' sleeps 60 s, and the pod is killed after 30 s…
              exec:
                command: [/bin/sleep, "60"]
      `,
      fixed: yaml`
        web:
          lifecycle:
            preStop:
              exec:
                command: [/bin/sleep, "60"]
          terminationGracePeriodSeconds: 90
      `,
    },
    yaml`
      web:
        replicas: 2
        terminationGracePeriodSeconds: 5
      #                                ^ 'web.lifecycleHooks.preStop' sleeps 6 s…
        lifecycleHooks: { preStop: { sleep: { seconds: 6 } } }
    `,
  ],
});
