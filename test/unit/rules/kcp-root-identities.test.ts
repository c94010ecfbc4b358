import rule from '../../../server/src/core/rules/kcp-root-identities.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'development:\n  rootIdentities:\n    enabled: false\n' },
    { product: 'kcp/kcp', values: 'development:\n  rootIdentities:\n    enabled: "{{ .dev }}"\n' },
    { product: 'kcp/kcp@0.16.0', values: 'development:\n  rootIdentities:\n    enabled: true\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        development:
          rootIdentities:
            enabled: true
        #            ^^^^ 'development.rootIdentities.enabled' starts kcp with identities that stand in this file…
      `,
      fixed: yaml`
        development:
          rootIdentities:
            enabled: false
      `,
    },
    {
      product: 'kcp/kcp@0.16.2',
      values:
        "development: { rootIdentities: { enabled: true } }\n#                                         ^^^^ 'development.rootIdentities.enabled' starts…\n",
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: [
        "development: { rootIdentities: { enabled: true } }\n#                                         ^^^^ 'development…\n",
        'kcp: { replicas: 2 }\n',
      ],
    },
  ],
});
