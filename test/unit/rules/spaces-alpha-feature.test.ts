import rule from '../../../server/src/core/rules/spaces-alpha-feature.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'spaces',
      values: 'features:\n  alpha:\n    apollo:\n      enabled: true\n    sharedSecrets:\n      enabled: true\n',
    },
    { product: 'spaces', values: 'features:\n  alpha:\n    simulations:\n      enabled: false\n' },
    { product: 'spaces', values: 'features:\n  alpha:\n    simulations:\n      enabled: "{{ .x }}"\n' },
    // No feature of this chart.
    { product: 'spaces', values: 'features:\n  alpha:\n    flying:\n      enabled: true\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        features:
          alpha:
            simulations:
              enabled: true
        #              ^^^^ 'features.alpha.simulations' is on: an alpha feature may change…
            upboundRBAC:
              enabled: true
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        features:
          alpha:
            argocdPlugin: { enabled: true }
        #                            ^^^^ 'features.alpha.argocdPlugin' is on…
            topologies: { enabled: true }
        #                          ^^^^ 'features.alpha.topologies' is on…
      `,
    },
    {
      product: 'spaces@1.12.0',
      values:
        "features: { alpha: { upboundPolicy: { enabled: true } } }\n#                                              ^^^^ 'features.alpha.upboundPolicy' is on…\n",
    },
  ],
});
