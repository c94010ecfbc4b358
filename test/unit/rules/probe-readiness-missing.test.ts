import rule from '../../../server/src/core/rules/probe-readiness-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'service:\n  port: 80\nreadinessProbe:\n  periodSeconds: 5\n',
    // Nothing is known of a chart that has no such key.
    'service:\n  port: 80\nlivenessProbe: {}\n',
    'worker:\n  readinessProbe: {}\n  resources: {}\n',
    'service:\n  enabled: false\n  port: 80\nreadinessProbe: {}\n',
    'service:\n  port: 80\nreadinessProbe:\n  enabled: false\ncustomReadinessProbe:\n  exec: { command: [a] }\n',
    'foo-operator:\n  service:\n    port: 80\n  readinessProbe: {}\n',
    { defaults: 'service:\n  port: 80\nreadinessProbe: {}\n', values: 'replicaCount: 2\n' },
  ],
  invalid: [
    {
      values: yaml`
        web:
          containerPort: 8080
          readinessProbe:
        # ^^^^^^^^^^^^^^ 'web' serves requests without a readiness probe: they reach its pods before these can answer. Set 'readinessProbe'.
            enabled: false
            periodSeconds: 5
      `,
      titles: ['Switch the probe on'],
      fixed: yaml`
        web:
          containerPort: 8080
          readinessProbe:
            enabled: true
            periodSeconds: 5
      `,
    },
    {
      values: yaml`
        service:
          port: 80
        livenessProbe:
          httpGet: { path: /live, port: http }
        readinessProbe: null
        ^^^^^^^^^^^^^^ 'This chart' serves requests without…
      `,
      fixed: yaml`
        service:
          port: 80
        livenessProbe:
          httpGet: { path: /live, port: http }
        readinessProbe:
          httpGet:
            path: /live
            port: http
          periodSeconds: 5
          timeoutSeconds: 3
          failureThreshold: 3
      `,
    },
    {
      defaults: 'web:\n  service: { port: 80 }\n  readinessProbe:\n    enabled: false\n',
      values: yaml`
        web:
        ^^^ 'web' serves requests without…
          replicaCount: 3
      `,
      titles: ['Switch the probe on'],
    },
  ],
});
