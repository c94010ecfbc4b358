import rule from '../../../server/src/core/rules/toleration-exists-with-value.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations:\n  - operator: Exists\n',
    'tolerations:\n  - key: a\n    operator: Exists\n    value: ""\n',
    'tolerations:\n  - key: a\n    operator: "{{ .op }}"\n    value: b\n',
    { defaults: 'tolerations:\n  - key: a\n    operator: Exists\n    value: b\n', values: 'other: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        tolerations:
          - key: target
            operator: Exists
            value: etcd # pool
        #          ^^^^ 'tolerations[0]' has operator Exists and the value 'etcd': …
            effect: NoSchedule
      `,
      titles: ['Drop the value: tolerate any value of the taint', 'Use operator Equal'],
      fixed: yaml`
        tolerations:
          - key: target
            operator: Exists
            effect: NoSchedule
      `,
    },
    yaml`
      server:
        tolerations: [{ key: a, operator: Exists, value: true }]
      #                                                  ^^^^ 'server.tolerations[0]' has operator Exists…
    `,
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            tolerations:
              - value: etcd
        #              ^^^^ 'controlPlanes.etcd.tolerations[0]' has…
                operator: Exists
                key: target
      `,
    },
  ],
});
