import rule from '../../../server/src/core/rules/kcp-etcd-pdb-quorum.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'kcp/kcp',
      profile: 'default',
      values: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 1\n',
    },
    // Of 3 members, rounded up: 1.
    { product: 'kcp/kcp', values: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 33%\n' },
    { product: 'kcp/kcp', values: 'etcd:\n  podDisruptionBudget:\n    enabled: false\n    maxUnavailable: 3\n' },
    {
      product: 'kcp/kcp',
      values: 'etcd:\n  enabled: false\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 3\n',
    },
    {
      product: 'kcp/kcp',
      values: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: "{{ .n }}"\n',
    },
    // Read by no template.
    { product: 'kcp/shard', values: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 2\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        etcd:
          podDisruptionBudget:
            enabled: true
            maxUnavailable: 2
        #                   ^ 'etcd.podDisruptionBudget.maxUnavailable: 2' lets a drain evict so many of the 3 etcd members…
      `,
      fixed: yaml`
        etcd:
          podDisruptionBudget:
            enabled: true
            maxUnavailable: 1
      `,
    },
    {
      // 1.5 members, rounded up.
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        etcd:
          podDisruptionBudget:
            enabled: true
            maxUnavailable: 50%
        #                   ^^^ 'etcd.podDisruptionBudget.maxUnavailable: 50%' lets…
      `,
    },
    {
      product: 'kcp/kcp@0.6.3',
      values: [
        'etcd: { podDisruptionBudget: { enabled: true } }\n',
        "etcd: { podDisruptionBudget: { maxUnavailable: 3 } }\n#                                              ^ 'etcd.podDisruptionBudget.maxUnavailable: 3' lets…\n",
      ],
    },
  ],
});
