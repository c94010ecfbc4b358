import rule from '../../../server/src/core/rules/spaces-postgres-in-cluster.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const on = 'features:\n  alpha:\n    apollo:\n      enabled: true\n';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'features:\n  alpha:\n    apollo:\n      enabled: false\n' },
    // Decided.
    { product: 'spaces', values: `${on}apollo:\n  apollo:\n    storage:\n      postgres:\n        create: true\n` },
    { product: 'spaces', values: `${on}apollo:\n  apollo:\n    storage:\n      postgres:\n        create: false\n` },
    // Decided at the old place: spaces-apollo-values-moved.
    { product: 'spaces', values: `${on}      storage:\n        postgres:\n          create: false\n` },
    { product: 'spaces', values: `${on}apollo:\n  apollo:\n    storage: "{{ .storage }}"\n` },
    { product: 'spaces@1.6.0', values: on },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        features:
          alpha:
            apollo:
              enabled: true
        apollo:
          apollo:
        # ^^^^^^ 'apollo.apollo.storage.postgres.create' is left at its default…
            replicaCount: 2
      `,
      titles: [],
    },
    {
      product: 'spaces@1.14.0',
      values: yaml`
        features:
          alpha:
            apollo:
        #   ^^^^^^ 'features.alpha.apollo.storage.postgres.create' is left at its default…
              enabled: true
      `,
    },
    {
      product: 'spaces@1.15.1',
      values: yaml`
        features: { alpha: { apollo: { enabled: true } } }
        apollo:
          apollo:
            storage:
              postgres:
        #     ^^^^^^^^ 'apollo.apollo.storage.postgres.create' is left at its default…
                size: 20Gi
      `,
    },
  ],
});
