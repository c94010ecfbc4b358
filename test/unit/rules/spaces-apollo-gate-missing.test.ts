import rule from '../../../server/src/core/rules/spaces-apollo-gate-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'spaces',
      profile: 'default',
      values: 'features:\n  alpha:\n    apollo:\n      enabled: true\napollo:\n  apollo:\n    replicaCount: 2\n',
    },
    // Off on purpose, the settings kept for later.
    {
      product: 'spaces',
      values: 'features:\n  alpha:\n    apollo:\n      enabled: false\napollo:\n  apollo:\n    replicaCount: 2\n',
    },
    {
      product: 'spaces',
      values: ['features:\n  alpha:\n    apollo:\n      enabled: true\n', 'apollo:\n  apollo:\n    replicaCount: 2\n'],
    },
    { product: 'spaces', values: 'features: "{{ .features }}"\napollo:\n  apollo:\n    replicaCount: 2\n' },
    // Not known there: the schema's business.
    { product: 'spaces@1.14.0', values: 'apollo:\n  apollo:\n    replicaCount: 2\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        apollo:
          apollo:
        # ^^^^^^ 'apollo.apollo' has no effect: Apollo is only installed with 'features.alpha.apollo.enabled: true'…
            replicaCount: 2
      `,
      titles: ['Switch Apollo on'],
      fixed: yaml`
        apollo:
          apollo:
            replicaCount: 2
        features:
          alpha:
            apollo:
              enabled: true
      `,
    },
    {
      product: 'spaces@1.15.1',
      values: yaml`
        features:
          alpha:
            argocdPlugin: { enabled: true }
        apollo:
          apollo:
        # ^^^^^^ 'apollo.apollo' has no effect…
            storage: { postgres: { create: false } }
      `,
      fixed: yaml`
        features:
          alpha:
            argocdPlugin: { enabled: true }
            apollo:
              enabled: true
        apollo:
          apollo:
            storage: { postgres: { create: false } }
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: [
        'account: acme\n',
        "apollo: { apollo: { replicaCount: 2 } }\n#         ^^^^^^ 'apollo.apollo' has no effect…\n",
      ],
      fixed: 'apollo: { apollo: { replicaCount: 2 } }\nfeatures:\n  alpha:\n    apollo:\n      enabled: true\n',
    },
  ],
});
