import rule from '../../../server/src/core/rules/probe-liveness-faster-than-readiness.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const ready = 'readinessProbe:\n  httpGet: { path: /ready, port: 1 }\n';
const live = 'livenessProbe:\n  httpGet: { path: /live, port: 1 }\n';

testRule(rule, {
  valid: [
    `${live}${ready}`,
    `${live}  periodSeconds: 10\n${ready}  periodSeconds: 5\n`,
    `livenessProbe:\n  periodSeconds: 1\n${ready}`,
    `${live}  enabled: false\n  periodSeconds: 1\n${ready}`,
    { defaults: `${live}  periodSeconds: 1\n${ready}`, values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        livenessProbe:
          httpGet: { path: /live, port: 1 }
        # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'livenessProbe' restarts the pod after 15 s, but readiness takes 30 s…
          periodSeconds: 5
        readinessProbe:
          httpGet: { path: /ready, port: 1 }
      `,
      fixed: yaml`
        livenessProbe:
          httpGet: { path: /live, port: 1 }
          periodSeconds: 5
          failureThreshold: 12
        readinessProbe:
          httpGet: { path: /ready, port: 1 }
      `,
    },
    {
      defaults: `${live}${ready}`,
      values: yaml`
        livenessProbe:
          failureThreshold: 2
        # ^^^^^^^^^^^^^^^^^^^ 'livenessProbe' restarts the pod after 20 s, but readiness takes 30 s…
      `,
      fixed: yaml`
        livenessProbe:
          failureThreshold: 6
      `,
    },
    {
      defaults: `${live}${ready}`,
      values: yaml`
        readinessProbe:
          failureThreshold: 6
        # ^^^^^^^^^^^^^^^^^^^ 'livenessProbe' restarts the pod after 30 s, but readiness takes 60 s…
      `,
    },
  ],
});
