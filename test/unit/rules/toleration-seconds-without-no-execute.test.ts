import rule from '../../../server/src/core/rules/toleration-seconds-without-no-execute.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations:\n  - key: a\n    operator: Exists\n    effect: NoExecute\n    tolerationSeconds: 0\n',
    'tolerations:\n  - key: a\n    operator: Exists\n    effect: NoSchedule\n    tolerationSeconds: null\n',
    'tolerations:\n  - key: a\n    operator: Exists\n    effect: "{{ .effect }}"\n    tolerationSeconds: 5\n',
  ],
  invalid: [
    {
      values: yaml`
        tolerations:
          - key: node.kubernetes.io/not-ready
            operator: Exists
            effect: NoSchedule
        #           ^^^^^^^^^^ 'tolerations[0]' sets tolerationSeconds with the effect NoSchedule: …
            tolerationSeconds: 60
      `,
      titles: ['Use the effect NoExecute', 'Drop tolerationSeconds'],
      fixed: yaml`
        tolerations:
          - key: node.kubernetes.io/not-ready
            operator: Exists
            effect: NoExecute
            tolerationSeconds: 60
      `,
    },
    {
      values: yaml`
        tolerations:
          - operator: Exists
            tolerationSeconds: 60
        #                      ^^ 'tolerations[0]' sets tolerationSeconds with no effect named…
      `,
      fixed: yaml`
        tolerations:
          - operator: Exists
            tolerationSeconds: 60
            effect: NoExecute
      `,
    },
    yaml`
      a: { tolerations: [{ key: b, effect: "", tolerationSeconds: 1 }] }
      #                                                           ^ 'a.tolerations[0]' sets…
    `,
  ],
});
