import rule from '../../../server/src/core/rules/probe-liveness-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'service:\n  port: 80\nlivenessProbe:\n  periodSeconds: 5\n',
    'service:\n  port: 80\nreadinessProbe: {}\n',
    'migration:\n  containerPort: 80\n  livenessProbe: {}\n',
    { defaults: 'service:\n  port: 80\nlivenessProbe: {}\n', values: 'replicaCount: 2\n' },
  ],
  invalid: [
    yaml`
      service:
        port: 80
      livenessProbe: {}
      ^^^^^^^^^^^^^ 'This chart' has no liveness probe: a pod that hangs is not restarted. Set 'livenessProbe'.
    `,
    yaml`
      web:
        containerPorts: { http: 80 }
        livenessProbe:
      # ^^^^^^^^^^^^^ 'web' has no liveness probe…
          enabled: false
    `,
    yaml`
      web:
        ports: [80]
        livenessProbe: null
      # ^^^^^^^^^^^^^ 'web' has no liveness probe…
    `,
  ],
});
