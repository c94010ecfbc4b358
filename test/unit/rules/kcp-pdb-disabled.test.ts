import rule from '../../../server/src/core/rules/kcp-pdb-disabled.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const etcdOn = 'etcd:\n  podDisruptionBudget:\n    enabled: true\n';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: etcdOn },
    // A single pod needs none: it would block every drain.
    { product: 'kcp/kcp', values: `${etcdOn}kcp:\n  replicas: 1\n  podDisruptionBudget:\n    enabled: false\n` },
    { product: 'kcp/kcp', values: 'etcd:\n  enabled: false\n' },
    { product: 'kcp/kcp', values: 'etcd:\n  podDisruptionBudget:\n    enabled: "{{ .budget }}"\n' },
    // The setting came with 0.6.3.
    { product: 'kcp/kcp@0.6.2', values: 'externalHostname: kcp.example.com\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        etcd:
          podDisruptionBudget:
            enabled: false
        #            ^^^^^ 'etcd.podDisruptionBudget.enabled' is off: draining nodes may evict all 3 etcd pods at once…
      `,
      titles: ['Add a PodDisruptionBudget', 'Enable high availability'],
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
        etcd:
          podDisruptionBudget:
            enabled: true
        kcp:
        ^^^ 'kcp.podDisruptionBudget.enabled' is off: draining nodes may evict all 3 kcp server pods at once…
          replicas: 3
        kcpFrontProxy:
          replicas: 2
          podDisruptionBudget:
        # ^^^^^^^^^^^^^^^^^^^ 'kcpFrontProxy.podDisruptionBudget.enabled' is off: draining nodes may evict all 2 front proxy pods…
            minAvailable: 50%
      `,
      fixed: yaml`
        etcd:
          podDisruptionBudget:
            enabled: true
        kcp:
          replicas: 3
          podDisruptionBudget:
            enabled: true
            minAvailable: 2
        kcpFrontProxy:
          replicas: 2
          podDisruptionBudget:
            minAvailable: 50%
            enabled: true
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: [
        'etcd:\n  podDisruptionBudget:\n    enabled: true\n',
        "etcd:\n  podDisruptionBudget:\n    enabled: false\n#            ^^^^^ 'etcd.podDisruptionBudget.enabled' is off…\n",
      ],
      fixed: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 1\n',
    },
  ],
});
