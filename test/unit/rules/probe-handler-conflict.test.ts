import rule from '../../../server/src/core/rules/probe-handler-conflict.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'livenessProbe:\n  httpGet:\n    path: /\n    port: http\n';

testRule(rule, {
  valid: [
    { defaults, values: 'livenessProbe:\n  httpGet:\n    path: /live\n' },
    { defaults, values: 'other: 1\n' },
    // The template picks one by another key.
    {
      defaults: 'livenessProbe:\n  type: http\n  httpGet: { path: / }\n  exec: { command: [a] }\n',
      values: 'livenessProbe:\n  type: exec\n  exec:\n    command: [b]\n',
    },
    'livenessProbe:\n  enabled: false\n  httpGet: { path: / }\n  exec: { command: [a] }\n',
    'readinessProbe:\n  httpGet: null\n  tcpSocket: { port: 1 }\n',
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        livenessProbe:
          exec:
        # ^^^^ 'livenessProbe' ends up with 2 handlers (httpGet and exec): Kubernetes takes exactly one…
            command: [check]
      `,
      titles: ['Keep exec'],
      fixed: yaml`
        livenessProbe:
          exec:
            command: [check]
          httpGet: null
      `,
    },
    {
      values: yaml`
        app:
          readinessProbe:
            httpGet: { path: /, port: 80 }
        #   ^^^^^^^ 'app.readinessProbe' ends up with 2 handlers…
            tcpSocket: { port: 80 }
      `,
      titles: ['Keep httpGet', 'Keep tcpSocket'],
      fixed: yaml`
        app:
          readinessProbe:
            httpGet: { path: /, port: 80 }
      `,
    },
    {
      values: [
        'startupProbe:\n  grpc: { port: 1 }\n',
        yaml`
          startupProbe:
            tcpSocket: { port: 1 }
          # ^^^^^^^^^ 'startupProbe' ends up with 2 handlers (tcpSocket and grpc)…
        `,
      ],
    },
  ],
});
