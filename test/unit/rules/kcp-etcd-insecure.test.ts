import rule from '../../../server/src/core/rules/kcp-etcd-insecure.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'kcp:\n  etcd:\n    serverAddress: https://a:2379,https://b:2379\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  etcd:\n    serverAddress: ""\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  etcd:\n    serverAddress: "{{ .etcd }}"\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          etcd:
            serverAddress: http://etcd:2379
        #                  ^^^^^^^^^^^^^^^^ 'kcp.etcd.serverAddress' reaches etcd at 'http://etcd:2379' without TLS…
      `,
      fixed: yaml`
        kcp:
          etcd:
            serverAddress: https://etcd:2379
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          etcd:
            serverAddress: "https://a:2379, b:2379"
        #                  ^^^^^^^^^^^^^^^^^^^^^^^^ 'kcp.etcd.serverAddress' reaches etcd at 'b:2379' without TLS…
      `,
      fixed: yaml`
        kcp:
          etcd:
            serverAddress: "https://a:2379,https://b:2379"
      `,
    },
    {
      product: 'kcp/shard',
      values:
        'kcp: { etcd: { serverAddress: "http://etcd:2379" } }\n#                             ^^^^^^^^^^^^^^^^^^ \'kcp.etcd.serverAddress\' reaches…\n',
    },
  ],
});
