import rule from '../../../server/src/core/rules/probe-startup-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'livenessProbe:\n  initialDelaySeconds: 30\n',
    'livenessProbe:\n  initialDelaySeconds: 90\nstartupProbe:\n  failureThreshold: 30\n',
    'readinessProbe:\n  initialDelaySeconds: 90\n',
    { defaults: 'livenessProbe:\n  initialDelaySeconds: 90\n', values: 'livenessProbe:\n  periodSeconds: 20\n' },
  ],
  invalid: [
    {
      defaults: 'livenessProbe: {}\nstartupProbe: {}\n',
      values: yaml`
        livenessProbe:
          httpGet:
            path: /live
            port: http
          initialDelaySeconds: 120
        #                      ^^^ 'livenessProbe.initialDelaySeconds' waits 120 s before the first liveness check…
      `,
      fixed: yaml`
        livenessProbe:
          httpGet:
            path: /live
            port: http
          initialDelaySeconds: 0
        startupProbe:
          httpGet:
            path: /live
            port: http
          periodSeconds: 10
          failureThreshold: 30
      `,
    },
    {
      values: yaml`
        app:
          livenessProbe:
            enabled: true
            initialDelaySeconds: 60
        #                        ^^ 'app.livenessProbe.initialDelaySeconds' waits 60 s…
          startupProbe:
            enabled: false
      `,
      titles: [],
    },
    yaml`
      livenessProbe: { initialDelaySeconds: 300 }
      #                                     ^^^ 'livenessProbe.initialDelaySeconds' waits 300 s…
    `,
  ],
});
