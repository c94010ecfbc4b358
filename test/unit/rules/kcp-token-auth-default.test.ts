import rule from '../../../server/src/core/rules/kcp-token-auth-default.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', profile: 'default', values: 'kcp:\n  tokenAuth:\n    enabled: false\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  tokenAuth:\n    enabled: true\n    config: |\n      mine,me,1\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  tokenAuth:\n    enabled: "{{ .tokens }}"\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        kcp:
          tokenAuth:
            enabled: true
        #            ^^^^ 'kcp.tokenAuth.enabled' accepts the tokens that are printed in the chart…
      `,
      fixed: yaml`
        kcp:
          tokenAuth:
            enabled: false
      `,
    },
    {
      product: 'kcp/proxy',
      values:
        "kcpFrontProxy: { tokenAuth: { enabled: true } }\n#                                      ^^^^ 'kcpFrontProxy.tokenAuth.enabled' accepts…\n",
    },
    {
      // Copied from the chart.
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          tokenAuth:
            enabled: true
        #            ^^^^ 'kcp.tokenAuth.enabled' accepts…
            config: |
              system-token,system,6666-6666-6666-6666,"system:masters"
      `,
    },
  ],
});
