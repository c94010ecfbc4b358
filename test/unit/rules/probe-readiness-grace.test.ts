import rule from '../../../server/src/core/rules/probe-readiness-grace.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'terminationGracePeriodSeconds: 60\nreadinessProbe:\n  periodSeconds: 5\n',
    'startupProbe:\n  terminationGracePeriodSeconds: 1\n',
    'readinessProbe:\n  terminationGracePeriodSeconds: null\n',
    'readinessProbe:\n  enabled: false\n  terminationGracePeriodSeconds: 5\n',
  ],
  invalid: [
    {
      values: yaml`
        readinessProbe:
          periodSeconds: 5
          terminationGracePeriodSeconds: 30
        # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'readinessProbe.terminationGracePeriodSeconds' is not allowed…
      `,
      fixed: yaml`
        readinessProbe:
          periodSeconds: 5
      `,
    },
    {
      values: yaml`
        livenessProbe:
          terminationGracePeriodSeconds: 0
        #                                ^ 'livenessProbe.terminationGracePeriodSeconds: 0' is rejected…
          periodSeconds: 5
      `,
      fixed: yaml`
        livenessProbe:
          periodSeconds: 5
      `,
    },
    yaml`
      sidecars:
        - name: a
          startupProbe:
            terminationGracePeriodSeconds: -1
      #                                    ^^ 'sidecars[0].startupProbe.terminationGracePeriodSeconds: -1' is…
    `,
  ],
});
