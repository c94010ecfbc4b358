import rule from '../../../server/src/core/rules/node-selector-terms-empty.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const terms = (text: string) =>
  `affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:${text}\n`;

testRule(rule, {
  valid: [
    terms(' "{{ .terms }}"'),
    terms('\n        - matchFields:\n            - key: metadata.name\n'),
    terms(''),
    terms('\n        - "{{ .term }}"'),
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 1
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms: []
        #                        ^^ 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms' holds no term…
      `,
      fixed: 'replicaCount: 1\n',
    },
    {
      values: yaml`
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
                - matchExpressions:
                    - key: pool
                      operator: Exists
                - matchExpressions: []
        #         ^^^^^^^^^^^^^^^^^^^^ 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[1]' has no expressions…
      `,
      fixed: terms('\n        - matchExpressions:\n            - key: pool\n              operator: Exists'),
    },
    yaml`
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms: [{}]
      #                         ^^ 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]' has…
    `,
  ],
});
