import rule from '../../../server/src/core/rules/kcp-etcd-no-backup.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'etcd:\n  enabled: false\n' },
    { product: 'kcp/kcp', values: 'etcd:\n  enabled: "{{ .etcd }}"\n' },
    { product: 'kcp/cache', values: 'cache:\n  v: "3"\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        etcd:
          enabled: true
        #          ^^^^ The bundled etcd has no backup: losing its majority for good loses every workspace…
      `,
      titles: [],
    },
    { product: 'kcp/kcp@0.16.6', values: 'etcd:\n^^^^ The bundled etcd has no backup…\n  storageClassName: ssd\n' },
    {
      product: 'kcp/kcp@0.8.0',
      values: 'externalHostname: kcp.example.com\n^^^^^^^^^^^^^^^^ The bundled etcd has no backup…\n',
    },
  ],
});
