import rule from '../../../server/src/core/rules/probe-liveness-aggressive.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'livenessProbe:\n  periodSeconds: 10\n  failureThreshold: 3\n',
    'livenessProbe:\n  periodSeconds: 60\n  failureThreshold: 1\n',
    'readinessProbe:\n  periodSeconds: 1\n  failureThreshold: 1\n',
    'livenessProbe:\n  httpGet: { path: / }\n',
    { defaults: 'livenessProbe:\n  periodSeconds: 1\n', values: 'livenessProbe:\n  timeoutSeconds: 3\n' },
    'livenessProbe:\n  enabled: false\n  failureThreshold: 1\n',
  ],
  invalid: [
    {
      values: yaml`
        livenessProbe:
          periodSeconds: 5
          failureThreshold: 1
        #                   ^ 'livenessProbe' restarts the container after a single failure…
      `,
      fixed: yaml`
        livenessProbe:
          periodSeconds: 5
          failureThreshold: 6
      `,
    },
    {
      values: yaml`
        livenessProbe:
          periodSeconds: 3
        #                ^ 'livenessProbe' restarts the container after 9 s of failures…
      `,
      fixed: yaml`
        livenessProbe:
          periodSeconds: 3
          failureThreshold: 10
      `,
    },
    yaml`
      web:
        probes:
          liveness:
            spec:
              periodSeconds: 1
              failureThreshold: 5
      #                         ^ 'web.probes.liveness.spec' restarts the container after 5 s…
    `,
  ],
});
