import rule from '../../../server/src/core/rules/spaces-tolerations-version.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'spaces@1.14.0',
      profile: 'default',
      values: 'controlPlanes:\n  etcd:\n    tolerations:\n      - operator: Exists\n',
    },
    // The newest version is taken when none is named.
    { product: 'spaces', values: 'controlPlanes:\n  etcd:\n    tolerations:\n      - operator: Exists\n' },
    { product: 'spaces@1.13.1', values: 'controlPlanes:\n  etcd:\n    tolerations: []\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.13.1',
      profile: 'default',
      values: yaml`
        controlPlanes:
          etcd:
            tolerations:
        #   ^^^^^^^^^^^ Spaces 1.13.1 has no tolerations for control planes yet: 'controlPlanes.etcd.tolerations' is ignored…
              - operator: Exists
      `,
    },
    {
      product: 'spaces@1.12.0',
      values: yaml`
        controlPlanes:
          vcluster:
            tolerations: [{ operator: Exists }]
        #   ^^^^^^^^^^^ Spaces 1.12.0 has no tolerations for control planes yet…
      `,
    },
    {
      product: 'spaces@1.13.1',
      values: yaml`
        controlPlanes:
          etcd:
            tolerations: [{ operator: Exists }]
        #   ^^^^^^^^^^^ Spaces 1.13.1…
          vcluster:
            tolerations: [{ operator: Exists }]
        #   ^^^^^^^^^^^ Spaces 1.13.1…
      `,
    },
  ],
});
