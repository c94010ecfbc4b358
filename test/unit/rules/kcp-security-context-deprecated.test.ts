import rule from '../../../server/src/core/rules/kcp-security-context-deprecated.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    // podSecurityContext is not there yet.
    { product: 'kcp/kcp@0.16.6', profile: 'default', values: 'kcp:\n  securityContext:\n    fsGroup: 2000\n' },
    { product: 'kcp/kcp@0.16.6+main', values: 'kcp:\n  podSecurityContext:\n    fsGroup: 2000\n' },
    { product: 'kcp/kcp@0.16.6+main', values: 'kcp:\n  securityContext: {}\n' },
    { product: 'kcp/shard', values: 'kcp:\n  securityContext:\n    fsGroup: 2000\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6+main',
      profile: 'default',
      values: yaml`
        kcp:
          securityContext:
        # ^^^^^^^^^^^^^^^ 'kcp.securityContext' is deprecated…
            fsGroup: 2000 # of the volume
      `,
      fixed: yaml`
        kcp:
          podSecurityContext:
            fsGroup: 2000 # of the volume
      `,
    },
    {
      product: 'kcp/kcp@0.16.6+main',
      values: yaml`
        kcpFrontProxy:
          podSecurityContext:
            runAsUser: 1000
          securityContext:
        # ^^^^^^^^^^^^^^^ 'kcpFrontProxy.securityContext' is deprecated…
            seccompProfile: { type: RuntimeDefault }
      `,
      fixed: yaml`
        kcpFrontProxy:
          podSecurityContext:
            runAsUser: 1000
            seccompProfile: { type: RuntimeDefault }
      `,
    },
    {
      // Set at both places: the author's to decide.
      product: 'kcp/kcp@0.16.6+main',
      values: yaml`
        kcp:
          podSecurityContext: { fsGroup: 1 }
          securityContext: { fsGroup: 2 }
        # ^^^^^^^^^^^^^^^ 'kcp.securityContext' is deprecated…
      `,
    },
  ],
});
