import rule from '../../../server/src/core/rules/spaces-apollo-replicas.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const on = 'features:\n  alpha:\n    apollo:\n      enabled: true\n';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'features:\n  alpha:\n    apollo:\n      enabled: false\n' },
    { product: 'spaces', values: `${on}apollo:\n  apollo:\n    replicaCount: 2\n` },
    { product: 'spaces@1.14.0', values: `${on}      replicaCount: 2\n` },
    { product: 'spaces', values: `${on}apollo:\n  apollo:\n    hpa:\n      enabled: true\n      minReplicas: 2\n` },
    // At the old place: spaces-apollo-values-moved.
    { product: 'spaces', values: `${on}      replicaCount: 2\n` },
    { product: 'spaces', values: `${on}apollo:\n  apollo:\n    replicaCount: \${REPLICAS}\n` },
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
            replicaCount: 1
        #                 ^ 'apollo.apollo.replicaCount' leaves the Query API with 1 pod(s)…
      `,
      titles: ['Run 2 pods of the Query API', 'Enable high availability'],
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
        #   ^^^^^^ 'features.alpha.apollo.replicaCount' leaves the Query API with 1 pod(s)…
              enabled: true
      `,
      fixed: yaml`
        features:
          alpha:
            apollo:
              enabled: true
              replicaCount: 2
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        features: { alpha: { apollo: { enabled: true } } }
        apollo:
          apollo:
            hpa:
              enabled: true
              minReplicas: 1
        #                  ^ 'apollo.apollo.hpa.minReplicas' leaves the Query API with 1 pod(s)…
      `,
      fixed: yaml`
        features: { alpha: { apollo: { enabled: true } } }
        apollo:
          apollo:
            hpa:
              enabled: true
              minReplicas: 2
      `,
    },
  ],
});
