import rule from '../../../server/src/core/rules/probe-timing-negative.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'livenessProbe:\n  periodSeconds: 0\n',
    'livenessProbe:\n  timeoutSeconds: "{{ .t }}"\n',
    'livenessProbe:\n  enabled: false\n  periodSeconds: -1\n',
  ],
  invalid: [
    {
      values: yaml`
        readinessProbe:
          periodSeconds: 5
          timeoutSeconds: -1
        #                 ^^ 'readinessProbe.timeoutSeconds: -1' is negative: Kubernetes rejects the pod. Leave it out for the default of 1, or give a number.
      `,
      fixed: yaml`
        readinessProbe:
          periodSeconds: 5
      `,
    },
    {
      defaults: 'startupProbe:\n  failureThreshold: 30\n',
      values: yaml`
        startupProbe:
          failureThreshold: -1
        #                   ^^ 'startupProbe.failureThreshold: -1' is negative…
      `,
      fixed: yaml`
        startupProbe:
          failureThreshold: null
      `,
    },
    yaml`
      a:
        probes:
          readiness: { initialDelaySeconds: -5 }
      #                                     ^^ 'a.probes.readiness.initialDelaySeconds: -5' is…
    `,
  ],
});
