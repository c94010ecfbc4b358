import rule from '../../../server/src/core/rules/spaces-pull-secret-name.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', profile: 'default', values: 'imagePullSecrets:\n  - name: upbound-pull-secret\n' },
    { product: 'spaces', values: 'imagePullSecrets:\n  - name: mine\n  - name: upbound-pull-secret\n' },
    { product: 'spaces', values: 'imagePullSecrets: []\n' },
    { product: 'spaces', values: 'imagePullSecrets:\n  - name: "{{ .secret }}"\n' },
    { product: 'spaces', values: 'controlPlanes:\n  imagePullSecrets:\n    - name: mine\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        imagePullSecrets:
          - name: mine # registry of ours
        #         ^^^^ 'imagePullSecrets' names 'mine', but parts of the Space only look for upbound-pull-secret…
      `,
      fixed: yaml`
        imagePullSecrets:
          - name: upbound-pull-secret # registry of ours
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        imagePullSecrets: [{ name: mine }, { name: theirs }]
        #                          ^^^^ 'imagePullSecrets' names 'mine'…
      `,
    },
    {
      product: 'spaces@1.5.0',
      values: ["imagePullSecrets:\n  - name: mine\n#         ^^^^ 'imagePullSecrets' names…\n", 'account: acme\n'],
    },
  ],
});
