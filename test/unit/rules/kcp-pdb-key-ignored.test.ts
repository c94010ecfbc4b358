import rule from '../../../server/src/core/rules/kcp-pdb-key-ignored.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'kcp/kcp',
      profile: 'default',
      values: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 1\n',
    },
    { product: 'kcp/kcp', values: 'kcp:\n  podDisruptionBudget:\n    enabled: true\n    minAvailable: 1\n' },
    { product: 'kcp/kcp', values: 'etcd:\n  podDisruptionBudget:\n    minAvailable: null\n' },
    { product: 'helm', values: 'etcd:\n  podDisruptionBudget:\n    minAvailable: 2\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        etcd:
          podDisruptionBudget:
            enabled: true
            minAvailable: 2
        #   ^^^^^^^^^^^^ The chart does not read 'etcd.podDisruptionBudget.minAvailable': the budget of the etcd is set by 'maxUnavailable'…
      `,
      titles: ["Write 'maxUnavailable: 1'"],
      fixed: yaml`
        etcd:
          podDisruptionBudget:
            enabled: true
            maxUnavailable: 1
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          replicas: 3
          podDisruptionBudget:
            maxUnavailable: 1
        #   ^^^^^^^^^^^^^^ The chart does not read 'kcp.podDisruptionBudget.maxUnavailable': the budget of the kcp server…
            minAvailable: 2
      `,
      titles: ["Remove 'maxUnavailable', which has no effect"],
      fixed: yaml`
        kcp:
          replicas: 3
          podDisruptionBudget:
            minAvailable: 2
      `,
    },
    {
      // A percentage of what will run then: no exact counterpart.
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcpFrontProxy:
          podDisruptionBudget:
            maxUnavailable: 30%
        #   ^^^^^^^^^^^^^^ The chart does not read 'kcpFrontProxy.podDisruptionBudget.maxUnavailable'…
      `,
      titles: [],
    },
  ],
});
