import rule from '../../../server/src/core/rules/kcp-etcd-storage.ts';
import { testRule } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'etcd:\n  storageClassName: ssd\n' },
    { product: 'kcp/kcp', values: 'etcd:\n  storageClassName: "{{ .class }}"\n' },
    { product: 'kcp/kcp', values: 'etcd:\n  enabled: false\n' },
    { product: 'kcp/kcp@0.6.3', values: 'externalHostname: kcp.example.com\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: 'etcd:\n  storageClassName: ""\n#                   ^^ \'etcd.storageClassName\' is empty…\n',
    },
    { product: 'kcp/kcp@0.16.6', values: "etcd:\n^^^^ 'etcd.storageClassName' is empty…\n  volumeSize: 20Gi\n" },
    {
      product: 'kcp/kcp@0.8.0',
      values: "externalHostname: kcp.example.com\n^^^^^^^^^^^^^^^^ 'etcd.storageClassName' is empty…\n",
    },
  ],
});
