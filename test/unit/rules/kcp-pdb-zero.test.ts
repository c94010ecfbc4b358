import rule from '../../../server/src/core/rules/kcp-pdb-zero.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'kcp/kcp',
      profile: 'default',
      values: 'kcp:\n  podDisruptionBudget:\n    enabled: true\n    minAvailable: 1\n',
    },
    { product: 'kcp/kcp', values: 'kcp:\n  podDisruptionBudget:\n    enabled: false\n    minAvailable: 0\n' },
    // Text is not empty to the template.
    { product: 'kcp/kcp', values: 'kcp:\n  podDisruptionBudget:\n    enabled: true\n    minAvailable: 0%\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        etcd:
          podDisruptionBudget:
            enabled: true
            maxUnavailable: 0 # never
        #                   ^ The chart turns 'etcd.podDisruptionBudget.maxUnavailable: 0' into 1…
      `,
      fixed: yaml`
        etcd:
          podDisruptionBudget:
            enabled: true
            maxUnavailable: 1 # never
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          podDisruptionBudget: { enabled: true, minAvailable: 0 }
        #                                                     ^ The chart turns 'kcp.podDisruptionBudget.minAvailable: 0' into 1…
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: [
        'kcpFrontProxy: { podDisruptionBudget: { enabled: true } }\n',
        'kcpFrontProxy: { podDisruptionBudget: { minAvailable: 0 } }\n#                                                     ^ The chart turns…\n',
      ],
    },
  ],
});
