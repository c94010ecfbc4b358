import rule from '../../../server/src/core/rules/spaces-apollo-disabled.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'features:\n  alpha:\n    apollo:\n      enabled: true\n' },
    { product: 'spaces', values: 'features:\n  alpha:\n    apollo:\n      enabled: "{{ .apollo }}"\n' },
    // Set up without its switch: spaces-apollo-gate-missing.
    { product: 'spaces', values: 'apollo:\n  apollo:\n    replicaCount: 2\n' },
    { product: 'spaces@1.5.0', values: 'account: acme\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        features:
          alpha:
            apollo:
              enabled: false
        #              ^^^^^ 'features.alpha.apollo.enabled' is off: this Space has no Query API…
      `,
      fixed: yaml`
        features:
          alpha:
            apollo:
              enabled: true
        apollo:
          apollo:
            replicaCount: 2
      `,
    },
    {
      product: 'spaces@1.14.0',
      values: yaml`
        features:
          alpha:
            apollo:
              enabled: false
        #              ^^^^^ 'features.alpha.apollo.enabled' is off…
              replicaCount: 3
      `,
      fixed: yaml`
        features:
          alpha:
            apollo:
              enabled: true
              replicaCount: 3
      `,
    },
    {
      product: 'spaces@1.14.0',
      values: yaml`
        account: acme
        ^^^^^^^ 'features.alpha.apollo.enabled' is off…
      `,
      fixed: yaml`
        account: acme
        features:
          alpha:
            apollo:
              enabled: true
              replicaCount: 2
      `,
    },
  ],
});
