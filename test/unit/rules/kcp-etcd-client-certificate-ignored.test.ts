import rule from '../../../server/src/core/rules/kcp-etcd-client-certificate-ignored.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', profile: 'default', values: 'kcp:\n  etcd:\n    clientCertificate:\n      issuer: ours\n' },
    { product: 'kcp/kcp', values: 'etcd:\n  enabled: false\nkcp:\n  etcd:\n    serverAddress: https://etcd:2379\n' },
    {
      product: 'kcp/kcp',
      values: 'etcd:\n  enabled: "{{ .etcd }}"\nkcp:\n  etcd:\n    clientCertificate:\n      issuer: ours\n',
    },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        etcd:
          enabled: false
        kcp:
          etcd:
            serverAddress: https://etcd:2379
            clientCertificate:
        #   ^^^^^^^^^^^^^^^^^ With 'etcd.enabled: false' the chart ignores 'kcp.etcd.clientCertificate' and issues no client certificate…
              issuer: ours
      `,
      fixed: yaml`
        etcd:
          enabled: false
        kcp:
          etcd:
            serverAddress: https://etcd:2379
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values:
        "etcd: { enabled: false }\nkcp: { etcd: { clientCertificate: { commonName: kcp } } }\n#              ^^^^^^^^^^^^^^^^^ With 'etcd.enabled: false' the chart ignores…\n",
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: [
        "kcp: { etcd: { clientCertificate: { issuer: ours } } }\n#              ^^^^^^^^^^^^^^^^^ With 'etcd…\n",
        'etcd: { enabled: false }\n',
      ],
    },
  ],
});
