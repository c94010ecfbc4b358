import rule from '../../../server/src/core/rules/kcp-pdb-blocks.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'kcp/kcp',
      profile: 'default',
      values: 'kcp:\n  replicas: 2\n  podDisruptionBudget:\n    enabled: true\n',
    },
    { product: 'kcp/kcp', values: 'kcp:\n  replicas: 1\n  podDisruptionBudget:\n    enabled: false\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  replicas: ${N}\n  podDisruptionBudget:\n    enabled: true\n' },
    // Of 3 pods, rounded up: 2.
    {
      product: 'kcp/kcp',
      values: 'kcpFrontProxy:\n  replicas: 3\n  podDisruptionBudget:\n    enabled: true\n    minAvailable: 50%\n',
    },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        kcp:
          replicas: 1
          podDisruptionBudget:
            enabled: true
            minAvailable: 1
        #                 ^ 'kcp.podDisruptionBudget.minAvailable: 1' keeps all 1 kcp server pod(s) up: their nodes cannot be drained…
      `,
      titles: ['Run 2 pods', 'Switch the budget off'],
      fixed: yaml`
        kcp:
          replicas: 2
          podDisruptionBudget:
            enabled: true
            minAvailable: 1
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcpFrontProxy:
          replicas: 3
          podDisruptionBudget:
            enabled: true
            minAvailable: 100%
        #                 ^^^^ 'kcpFrontProxy.podDisruptionBudget.minAvailable: 100%' keeps all 3 front proxy pod(s) up…
      `,
      titles: ['Switch the budget off'],
      fixed: yaml`
        kcpFrontProxy:
          replicas: 3
          podDisruptionBudget:
            enabled: false
            minAvailable: 100%
      `,
    },
    {
      // More servers are not possible while the audit volume is shared. 0 counts as 1.
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        audit: { enabled: true }
        kcp:
          podDisruptionBudget:
        # ^^^^^^^^^^^^^^^^^^^ 'kcp.podDisruptionBudget.minAvailable: 1' keeps all 1 kcp server pod(s) up…
            enabled: true
      `,
      titles: ['Switch the budget off'],
    },
  ],
});
