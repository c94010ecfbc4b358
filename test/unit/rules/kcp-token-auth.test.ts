import rule from '../../../server/src/core/rules/kcp-token-auth.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'kcp:\n  tokenAuth:\n    enabled: false\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  tokenAuth:\n    enabled: "{{ .tokens }}"\n' },
    { product: 'kcp/kcp', values: 'oidc:\n  enabled: true\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          tokenAuth:
            enabled: true
        #            ^^^^ 'kcp.tokenAuth.enabled' accepts static tokens…
            config: |
              mine,me,1
      `,
      titles: ['Switch token authentication off'],
    },
    {
      product: 'kcp/shard',
      values:
        'kcp: { tokenAuth: { enabled: true, config: "a,b,1" } }\n#                            ^^^^ \'kcp.tokenAuth.enabled\' accepts static…\n',
    },
    {
      product: 'kcp/proxy',
      values:
        'kcpFrontProxy: { tokenAuth: { enabled: true, config: "a,b,1" } }\n#                                      ^^^^ \'kcpFrontProxy.tokenAuth.enabled\' accepts static…\n',
    },
  ],
});
