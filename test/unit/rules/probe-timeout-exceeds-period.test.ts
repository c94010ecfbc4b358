import rule from '../../../server/src/core/rules/probe-timeout-exceeds-period.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'livenessProbe:\n  periodSeconds: 10\n  timeoutSeconds: 10\n',
    // The period may come from the chart.
    'livenessProbe:\n  timeoutSeconds: 15\n',
    { defaults: 'livenessProbe:\n  periodSeconds: 30\n', values: 'livenessProbe:\n  timeoutSeconds: 15\n' },
    'livenessProbe:\n  periodSeconds: "{{ .p }}"\n  timeoutSeconds: 15\n',
  ],
  invalid: [
    {
      values: yaml`
        livenessProbe:
          periodSeconds: 5
          timeoutSeconds: 15
        #                 ^^ 'livenessProbe' waits 15 s for an answer and asks every 5 s…
      `,
      titles: ['Time out after 5 seconds', 'Ask every 15 seconds'],
      fixed: yaml`
        livenessProbe:
          periodSeconds: 5
          timeoutSeconds: 5
      `,
    },
    {
      defaults: 'readinessProbe:\n  httpGet: {}\n',
      values: yaml`
        readinessProbe:
          timeoutSeconds: 20
        #                 ^^ 'readinessProbe' waits 20 s for an answer and asks every 10 s…
      `,
    },
    yaml`
      a: { startupProbe: { periodSeconds: 1, timeoutSeconds: 2 } }
      #                                                      ^ 'a.startupProbe' waits…
    `,
  ],
});
