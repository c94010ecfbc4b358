import rule from '../../../server/src/core/rules/persistence-storage-class-unset.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'etcd:\n  persistence:\n    enabled: true\n    storageClass: fast\n',
    'etcd:\n  persistence:\n    enabled: true\n    storageClass: "-"\n',
    'etcd:\n  persistence:\n    enabled: true\n    size: 8Gi\n',
    'web:\n  persistence:\n    enabled: true\n    storageClass: ""\n',
    'global:\n  storageClass: fast\netcd:\n  persistence:\n    enabled: true\n    storageClass: ""\n',
    'etcd:\n  persistence:\n    enabled: true\n    existingClaim: a\n    storageClass: ""\n',
    { defaults: 'etcd:\n  persistence:\n    enabled: true\n    storageClass: ""\n', values: 'a: 1\n' },
  ],
  invalid: [
    yaml`
      postgresql:
        primary:
          persistence:
            enabled: true
            storageClass: ""
      #     ^^^^^^^^^^^^ The volume of 'postgresql' is of the cluster's default storage class…
    `,
    {
      defaults: 'etcd:\n  persistence:\n    enabled: true\n    storageClassName:\n    size: 8Gi\n',
      values: yaml`
        etcd:
          persistence:
        # ^^^^^^^^^^^ The volume of 'etcd' is of the cluster's default storage class…
            size: 50Gi
      `,
    },
    yaml`
      my-mongodb:
        persistence: { enabled: true, storageClass: null }
      #                               ^^^^^^^^^^^^ The volume of 'my-mongodb' is…
    `,
  ],
});
