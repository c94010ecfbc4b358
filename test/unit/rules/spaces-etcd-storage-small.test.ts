import rule from '../../../server/src/core/rules/spaces-etcd-storage-small.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'controlPlanes:\n  etcd:\n    persistence:\n      size: 50Gi\n' },
    { product: 'spaces', values: 'controlPlanes:\n  etcd:\n    persistence:\n      size: 1Ti\n' },
    { product: 'spaces', values: 'controlPlanes:\n  etcd:\n    persistence:\n      size: ${SIZE}\n' },
    { product: 'spaces@1.3.0', values: 'account: acme\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            persistence:
              size: "20Gi" # for now
        #           ^^^^^^ etcd volumes have 20Gi ('controlPlanes.etcd.persistence.size')…
      `,
      fixed: yaml`
        controlPlanes:
          etcd:
            persistence:
              size: "50Gi" # for now
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        account: acme
        ^^^^^^^ etcd volumes have 5Gi…
      `,
      fixed: yaml`
        account: acme
        controlPlanes:
          etcd:
            persistence:
              size: 50Gi
      `,
    },
    {
      // A little less in powers of ten.
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            persistence:
              size: 50G
        #           ^^^ etcd volumes have 50G…
      `,
    },
  ],
});
