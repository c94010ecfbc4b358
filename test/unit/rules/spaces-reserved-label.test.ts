import rule from '../../../server/src/core/rules/spaces-reserved-label.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'spaces',
      profile: 'default',
      values: 'space:\n  labels:\n    example.com/internal.spaces.upbound.io: me\n',
    },
    { product: 'spaces', values: 'router:\n  podLabels:\n    team: platform\n' },
    // Here labels select the pods of others.
    { product: 'spaces', values: 'ingress:\n  podLabels:\n    internal.spaces.upbound.io/a: b\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        space:
          labels:
            team: platform
            internal.spaces.upbound.io/group: me
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The label 'internal.spaces.upbound.io/group' is reserved…
      `,
      fixed: yaml`
        space:
          labels:
            team: platform
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        router:
          podLabels: { internal.spaces.upbound.io/a: b }
        #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The label 'internal.spaces.upbound.io/a' is reserved…
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          vector:
            pod:
              customLabels:
                "internal.spaces.upbound.io/a": b
        #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The label 'internal.spaces.upbound.io/a' is reserved…
      `,
    },
  ],
});
