import rule from '../../../server/src/core/rules/kcp-etcd-tls-flags.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'kcp/kcp',
      profile: 'default',
      values: yaml`
        kcp:
          extraFlags:
            - --etcd-certfile=/certs/tls.crt
            - --etcd-keyfile=/certs/tls.key
            - --etcd-cafile=/certs/ca.crt
      `,
    },
    { product: 'kcp/kcp', values: 'kcp:\n  extraFlags:\n    - --etcd-compaction-interval=5m\n' },
    { product: 'kcp/kcp', values: 'kcp:\n  extraFlags:\n    - --etcd-cafile=/ca.crt\n    - "{{ .more }}"\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        kcp:
          extraFlags:
            - --v=4
            - --etcd-cafile=/certs/ca.crt
        #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ '--etcd-cafile' replaces one of the three TLS flags…
      `,
      fixed: yaml`
        kcp:
          extraFlags:
            - --v=4
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          extraFlags:
            - --etcd-certfile=/certs/tls.crt
        #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '--etcd-certfile' replaces one of the three…
            - --etcd-keyfile=/certs/tls.key
        #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '--etcd-keyfile' replaces one of the three…
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcp:
          extraFlags: [--etcd-cafile=/etc/etcd/tls/client-ca/tls.crt]
        #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '--etcd-cafile' repeats what the chart passes already…
      `,
    },
  ],
});
