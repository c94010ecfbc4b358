import rule from '../../../server/src/core/rules/toleration-never-evicted.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations:\n  - key: node.kubernetes.io/not-ready\n    operator: Exists\n    effect: NoExecute\n    tolerationSeconds: 0\n',
    'tolerations:\n  - key: node.kubernetes.io/not-ready\n    operator: Exists\n    effect: NoSchedule\n',
    'kind: DaemonSet\ntolerations:\n  - key: node.kubernetes.io/not-ready\n    operator: Exists\n',
  ],
  invalid: [
    {
      values: yaml`
        tolerations:
          - key: node.kubernetes.io/unreachable
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Tolerating 'node.kubernetes.io/unreachable' without…
            operator: Exists
            effect: NoExecute
      `,
      fixed: yaml`
        tolerations:
          - key: node.kubernetes.io/unreachable
            operator: Exists
            effect: NoExecute
            tolerationSeconds: 300
      `,
    },
    {
      values: yaml`
        web:
          tolerations:
            - { key: node.kubernetes.io/not-ready, operator: Exists }
        #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Tolerating…
      `,
      fixed: yaml`
        web:
          tolerations:
            - { key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300 }
      `,
    },
    yaml`
      tolerations:
        - key: node.kubernetes.io/unreachable
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Tolerating…
          effect: ""
    `,
  ],
});
