import rule from '../../../server/src/core/rules/spaces-apollo-values-moved.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'features:\n  alpha:\n    apollo:\n      enabled: true\n' },
    {
      product: 'spaces@1.14.0',
      values: 'features:\n  alpha:\n    apollo:\n      enabled: true\n      replicaCount: 2\n',
    },
    // Never was a setting of Apollo, and is none of the subchart: the schema's business.
    {
      product: 'spaces',
      values: 'features:\n  alpha:\n    apollo:\n      prometheus:\n        podMonitor:\n          enabled: true\n',
    },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        features:
          alpha:
            apollo:
              enabled: true
              replicaCount: 2
        #     ^^^^^^^^^^^^ Since Spaces 1.15 'features.alpha.apollo.replicaCount' is ignored…
      `,
      titles: ["Move to 'apollo.apollo.replicaCount'"],
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
      product: 'spaces@1.15.1',
      values: yaml`
        features:
          alpha:
            apollo:
              enabled: true
              storage: # ours
        #     ^^^^^^^ Since Spaces 1.15 'features.alpha.apollo.storage' is ignored…
                postgres:
                  create: false
        apollo:
          apollo:
            replicaCount: 2
      `,
      fixed: yaml`
        features:
          alpha:
            apollo:
              enabled: true
        apollo:
          apollo:
            replicaCount: 2
            storage: # ours
              postgres:
                create: false
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        features:
          alpha:
            apollo:
              enabled: true
              replicaCount: 2
        #     ^^^^^^^^^^^^ Since Spaces 1.15…
        apollo:
          apollo:
            replicaCount: 3
      `,
      titles: ["Remove 'replicaCount', which has no effect here"],
      fixed: yaml`
        features:
          alpha:
            apollo:
              enabled: true
        apollo:
          apollo:
            replicaCount: 3
      `,
    },
  ],
});
