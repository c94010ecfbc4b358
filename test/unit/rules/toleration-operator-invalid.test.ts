import rule from '../../../server/src/core/rules/toleration-operator-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations:\n  - key: a\n    operator: Equal\n    value: b\n  - key: a\n    operator: Exists\n  - key: a\n    value: b\n',
    'tolerations:\n  - key: a\n    operator: Gt\n    value: "5"\n',
    'tolerations:\n  - key: a\n    operator: "{{ .operator }}"\n',
  ],
  invalid: [
    {
      values: yaml`
        tolerations:
          - key: target
            operator: "exists" # any value
        #             ^^^^^^^^ 'exists' is no operator of a toleration…
      `,
      titles: ['Write Exists'],
      fixed: yaml`
        tolerations:
          - key: target
            operator: "Exists" # any value
      `,
    },
    {
      values: yaml`
        tolerations:
          - { key: target, operator: Equals, value: etcd }
        #                            ^^^^^^ 'Equals' is no operator…
      `,
      fixed: yaml`
        tolerations:
          - { key: target, operator: Equal, value: etcd }
      `,
    },
    {
      values: yaml`
        tolerations:
          - key: target
            operator: In
        #             ^^ 'In' is no operator…
            value: etcd
      `,
      titles: [],
    },
  ],
});
