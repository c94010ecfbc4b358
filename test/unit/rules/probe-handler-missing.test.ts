import rule from '../../../server/src/core/rules/probe-handler-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'readinessProbe:\n  httpGet:\n    path: /\n    port: http\n  periodSeconds: 10\n';

testRule(rule, {
  valid: [
    // The handler is in the template.
    'livenessProbe:\n  enabled: true\n  periodSeconds: 10\n',
    'livenessProbe:\n  initialDelaySeconds: 10\n',
    { defaults, values: 'readinessProbe:\n  periodSeconds: 5\n' },
    { defaults, values: 'readinessProbe:\n  httpGet: null\n  exec:\n    command: [a]\n' },
    { defaults, values: 'readinessProbe: null\n' },
    'customReadinessProbe: {}\n',
  ],
  invalid: [
    yaml`
      worker:
        customStartupProbe:
      # ^^^^^^^^^^^^^^^^^^ 'worker.customStartupProbe' is printed as it stands and has no handler…
          failureThreshold: 30
    `,
    yaml`
      customReadinessProbe:
      ^^^^^^^^^^^^^^^^^^^^ 'customReadinessProbe' is printed as it stands…
        periodSeconds: 5
    `,
    {
      defaults,
      values: yaml`
        readinessProbe:
          httpGet: null
        #          ^^^^ 'readinessProbe' takes the chart's httpGet away and puts nothing in its place…
      `,
    },
  ],
});
