import rule from '../../../server/src/core/rules/probe-liveness-checks-readiness-path.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'livenessProbe:\n  httpGet:\n    path: /already-alive\n',
    'readinessProbe:\n  httpGet:\n    path: /ready\n',
    'livenessProbe:\n  httpGet:\n    path: "{{ .ready }}/ready"\n',
    { defaults: 'livenessProbe:\n  httpGet:\n    path: /ready\n', values: 'livenessProbe:\n  periodSeconds: 20\n' },
    { values: 'livenessProbe:\n  httpGet: { path: /ready }\n', options: { [rule.id]: { words: ['deep'] } } },
  ],
  invalid: [
    {
      values: yaml`
        livenessProbe:
          httpGet:
            path: /health/ready
        #         ^^^^^^^^^^^^^ 'livenessProbe.httpGet.path' asks '/health/ready', a readiness endpoint…
      `,
      fixed: yaml`
        livenessProbe:
          httpGet:
            path: /health/live
      `,
    },
    {
      values: yaml`
        app:
          livenessProbe: { httpGet: { path: /ready } }
        #                                   ^^^^^^ 'app.livenessProbe.httpGet.path' asks '/ready'…
      `,
      titles: [],
    },
    yaml`
      livenessProbe:
        httpGet:
          path: "/-/Ready?x=1"
      #         ^^^^^^^^^^^^^^ 'livenessProbe.httpGet.path' asks…
    `,
  ],
});
