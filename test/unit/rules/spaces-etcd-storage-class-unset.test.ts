import rule from '../../../server/src/core/rules/spaces-etcd-storage-class-unset.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'controlPlanes:\n  etcd:\n    persistence:\n      storageClassName: gp3\n' },
    {
      product: 'spaces',
      values: 'controlPlanes:\n  etcd:\n    persistence:\n      storageClassName: "{{ .class }}"\n',
    },
    { product: 'spaces@1.8.0', values: 'account: acme\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            persistence:
              storageClassName: ""
        #                       ^^ 'controlPlanes.etcd.persistence.storageClassName' is empty…
      `,
      titles: [],
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            persistence:
        #   ^^^^^^^^^^^ 'controlPlanes.etcd.persistence.storageClassName' is empty…
              size: 50Gi
      `,
    },
    {
      product: 'spaces@1.11.0',
      values: yaml`
        account: acme
        ^^^^^^^ 'controlPlanes.etcd.persistence.storageClassName' is empty…
      `,
    },
  ],
});
