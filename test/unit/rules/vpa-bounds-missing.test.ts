import rule from '../../../server/src/core/rules/vpa-bounds-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'vpa:\n  enabled: true\n  updateMode: Initial\n  maxAllowed: { cpu: 2 }\n',
    'vpa:\n  enabled: true\n  updateMode: "Off"\n  maxAllowed: {}\n',
    // The chart may have bounds of its own.
    'vpa:\n  enabled: true\n  updateMode: Initial\n',
    'vpa:\n  enabled: true\n  updateMode: Initial\n  maxAllowed: {}\n  resourcePolicy: { containerPolicies: [{}] }\n',
  ],
  invalid: [
    {
      values: yaml`
        vpa:
          enabled: true
          updateMode: Recreate
          maxAllowed: {}
        # ^^^^^^^^^^ 'vpa' sets no upper bound…
      `,
      fixed: yaml`
        vpa:
          enabled: true
          updateMode: Recreate
          maxAllowed:
            cpu: 2000m
            memory: 4Gi
      `,
    },
    {
      defaults: 'web:\n  vpa:\n    enabled: false\n    updateMode: Initial\n    maxAllowed: {}\n',
      values: yaml`
        web:
          vpa:
        # ^^^ 'web.vpa' sets no upper bound…
            enabled: true
      `,
    },
    yaml`
      vpa: { enabled: true, updateMode: Auto, maxAllowed: null }
      #                                       ^^^^^^^^^^ 'vpa' sets no…
    `,
  ],
});
