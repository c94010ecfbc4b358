import rule from '../../../server/src/core/rules/probe-liveness-same-as-readiness.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const http = 'httpGet: { path: /, port: http }';

testRule(rule, {
  valid: [
    // The documented pattern: the same endpoint, more patience.
    `livenessProbe:\n  ${http}\n  failureThreshold: 6\nreadinessProbe:\n  ${http}\n  periodSeconds: 5\n`,
    `livenessProbe:\n  httpGet: { path: /live, port: http }\nreadinessProbe:\n  ${http}\n`,
    // No handlers in the values: the template decides what is asked.
    'livenessProbe:\n  periodSeconds: 10\nreadinessProbe:\n  periodSeconds: 10\n',
    `livenessProbe:\n  ${http}\n  periodSeconds: "{{ .p }}"\nreadinessProbe:\n  ${http}\n`,
    // The chart's own business.
    { defaults: `livenessProbe:\n  ${http}\nreadinessProbe:\n  ${http}\n`, values: 'replicaCount: 2\n' },
  ],
  invalid: [
    {
      values: yaml`
        livenessProbe:
          httpGet:
        # ^^^^^^^^ 'livenessProbe' asks what the readiness probe asks and restarts the pod after 30 s, when readiness takes 30 s…
            path: /
            port: http
        readinessProbe:
          httpGet:
            port: http
            path: /
      `,
      fixed: yaml`
        livenessProbe:
          httpGet:
            path: /
            port: http
          failureThreshold: 6
        readinessProbe:
          httpGet:
            port: http
            path: /
      `,
    },
    {
      defaults: 'livenessProbe:\n  tcpSocket: { port: 1 }\nreadinessProbe:\n  tcpSocket: { port: 1 }\n',
      values: yaml`
        readinessProbe:
          periodSeconds: 20
        # ^^^^^^^^^^^^^^^^^ 'livenessProbe' asks what the readiness probe asks and restarts the pod after 30 s, when readiness takes 60 s…
      `,
    },
    {
      values: yaml`
        api:
          probes:
            liveness: { exec: { command: [a] }, periodSeconds: 5 }
        #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'api.probes.liveness' asks what…
            readiness: { exec: { command: [a] } }
      `,
    },
  ],
});
