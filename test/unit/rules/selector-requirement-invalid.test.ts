import rule from '../../../server/src/core/rules/selector-requirement-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const selector = (fields: string) => `namespaceSelector:\n  matchExpressions:\n    - { key: env, ${fields} }\n`;

testRule(rule, {
  valid: [
    selector('operator: In, values: [a]'),
    selector('operator: DoesNotExist'),
    selector('operator: "{{ .op }}"'),
    selector('operator: In, values: "{{ .values }}"'),
    'affinity:\n  nodeAffinity:\n    x:\n      - matchExpressions:\n          - { key: cores, operator: Gt, values: ["4"] }\n',
  ],
  invalid: [
    {
      values: yaml`
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions:
                    - key: pool
                      operator: Exists
                      values:
        #             ^^^^^^ Operator Exists on 'pool' takes no values…
                        - web
                    - key: disk
                      operator: in
        #                       ^^ 'in' is no operator of this selector: Kubernetes knows In, NotIn, Exists, DoesNotExist, Gt, Lt…
                      values: [ssd]
      `,
    },
    {
      values: yaml`
        podSelector:
          matchExpressions:
            - key: app
              operator: notin
        #               ^^^^^ 'notin' is no operator…
              values: [web]
      `,
      titles: ['Write NotIn'],
      fixed: yaml`
        podSelector:
          matchExpressions:
            - key: app
              operator: NotIn
              values: [web]
      `,
    },
    yaml`
      podSelector:
        matchExpressions:
          - { key: app, operator: In }
      #                           ^^ Operator In on 'app' needs values…
          - { key: cores, operator: Gt, values: ["4"] }
      #                             ^^ 'Gt' is no operator…
    `,
  ],
});
