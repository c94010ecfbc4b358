import rule from '../../../server/src/core/rules/probe-readiness-slow.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'readinessProbe:\n  periodSeconds: 20\n  failureThreshold: 3\n',
    'livenessProbe:\n  periodSeconds: 60\n  failureThreshold: 3\n',
    'etcd:\n  readinessProbe:\n    periodSeconds: 5\n    failureThreshold: 30\n',
    { defaults: 'readinessProbe:\n  periodSeconds: 60\n', values: 'readinessProbe:\n  timeoutSeconds: 2\n' },
  ],
  invalid: [
    {
      values: yaml`
        readinessProbe:
          periodSeconds: 30
        #                ^^ 'readinessProbe' takes 90 s to take a broken pod out of rotation…
      `,
      fixed: yaml`
        readinessProbe:
          periodSeconds: 5
          failureThreshold: 3
      `,
    },
    yaml`
      web:
        readinessProbe: { failureThreshold: 12 }
      #                                     ^^ 'web.readinessProbe' takes 120 s…
    `,
    {
      defaults: 'readinessProbe:\n  periodSeconds: 10\n  failureThreshold: 3\n',
      values: yaml`
        readinessProbe:
          failureThreshold: 7
        #                   ^ 'readinessProbe' takes 70 s…
      `,
    },
  ],
});
