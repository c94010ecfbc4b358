import rule from '../../../server/src/core/rules/kcp-letsencrypt-staging.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'letsEncrypt:\n  enabled: true\n  production:\n    enabled: true\n' },
    // Without the outer switch nothing is made.
    { product: 'kcp/kcp', values: 'letsEncrypt:\n  enabled: false\n  staging:\n    enabled: true\n' },
    { product: 'kcp/kcp', values: 'letsEncrypt:\n  enabled: true\n  staging:\n    enabled: "{{ .staging }}"\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        letsEncrypt:
          enabled: true
          staging:
            enabled: true
        #            ^^^^ 'letsEncrypt.staging.enabled' issues certificates that no client trusts…
            email: ops@example.com
        kcpFrontProxy:
          certificateIssuer:
            name: kcp-letsencrypt-staging
      `,
      fixed: yaml`
        letsEncrypt:
          enabled: true
          staging:
            enabled: false
            email: ops@example.com
          production:
            enabled: true
            email: ops@example.com
        kcpFrontProxy:
          certificateIssuer:
            name: kcp-letsencrypt-prod
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        letsEncrypt:
          enabled: true
          staging: { enabled: true }
        #                     ^^^^ 'letsEncrypt.staging.enabled' issues…
          production: { enabled: true, email: a@example.com }
      `,
      fixed: yaml`
        letsEncrypt:
          enabled: true
          staging: { enabled: false }
          production: { enabled: true, email: a@example.com }
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values:
        "letsEncrypt: { enabled: true, staging: { enabled: true } }\n#                                                 ^^^^ 'letsEncrypt.staging.enabled' issues…\n",
    },
  ],
});
