import rule from '../../../server/src/core/rules/alert-rules-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'prometheusRule:\n  enabled: true\n  rules:\n    - alert: A\n',
    'prometheusRule:\n  enabled: true\n',
    { defaults: 'prometheusRule:\n  enabled: false\n', values: 'a: 1\n' },
  ],
  invalid: [
    yaml`
      prometheusRule:
      ^^^^^^^^^^^^^^ 'prometheusRule' has no alerts…
        enabled: false
    `,
    yaml`
      metrics:
        prometheusRule:
      # ^^^^^^^^^^^^^^ 'metrics.prometheusRule' has no alerts…
          enabled: true
          rules: []
    `,
    yaml`
      metrics:
        prometheusRules: { groups: [] }
      # ^^^^^^^^^^^^^^^ 'metrics.prometheusRules' has…
    `,
  ],
});
