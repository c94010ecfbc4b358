import rule from '../../../server/src/core/rules/kcp-etcd-endpoint-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', profile: 'default', values: 'etcd:\n  enabled: true\n' },
    { product: 'kcp/kcp', values: 'etcd:\n  enabled: false\nkcp:\n  etcd:\n    serverAddress: ${ETCD}\n' },
    {
      product: 'kcp/kcp',
      values: 'etcd:\n  enabled: false\nkcp:\n  extraFlags:\n    - --etcd-servers=https://etcd:2379\n',
    },
    { product: 'kcp/kcp', values: 'etcd:\n  enabled: "{{ .etcd }}"\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        etcd:
        ^^^^ 'etcd.enabled' is off, and 'kcp.etcd.serverAddress' is empty…
          enabled: false
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        etcd: { enabled: false }
        kcp:
          etcd:
            serverAddress: ""
        #                  ^^ 'etcd.enabled' is off, and 'kcp.etcd.serverAddress' is empty…
      `,
    },
    {
      product: 'kcp/shard',
      values: yaml`
        kcp:
        ^^^ 'etcd.enabled' is off, and 'kcp.etcd.serverAddress' is empty…
          v: "3"
        etcd: { enabled: false }
      `,
    },
  ],
});
