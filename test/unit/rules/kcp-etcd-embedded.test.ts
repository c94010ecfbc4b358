import rule from '../../../server/src/core/rules/kcp-etcd-embedded.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', profile: 'default', values: 'kcp:\n  etcd:\n    serverAddress: https://etcd:2379\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  etcd:\n    serverAddress: ""\n' },
    { product: 'kcp/kcp@0.8.1', values: 'kcp:\n  etcd:\n    serverAddress: embedded\n' },
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
            serverAddress: embedded
        #                  ^^^^^^^^ 'kcp.etcd.serverAddress: embedded' is no address…
      `,
      titles: ['Use the bundled etcd'],
      fixed: yaml`
        etcd:
          enabled: true
        kcp:
          etcd:
            serverAddress: ""
      `,
    },
    {
      product: 'kcp/kcp@0.8.2',
      values:
        "kcp: { etcd: { serverAddress: embedded } }\n#                             ^^^^^^^^ 'kcp.etcd.serverAddress: embedded' is…\n",
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: [
        'kcp: { etcd: { serverAddress: "embedded" } }\n#                             ^^^^^^^^^^ \'kcp.etcd.serverAddress: embedded\' is…\n',
        'etcd: { enabled: false }\n',
      ],
    },
  ],
});
