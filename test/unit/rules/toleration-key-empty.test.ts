import rule from '../../../server/src/core/rules/toleration-key-empty.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations: []\n',
    yaml`
      tolerations:
        - operator: Exists
    `,
    yaml`
      tolerations:
        - operator: "{{ .operator }}"
    `,
    yaml`
      worker:
        enabled: false
        tolerations:
          - value: etcd
    `,
  ],
  invalid: [
    {
      values: yaml`
        controller:
          tolerations:
            - operator: Equal
        #     ^^^^^^^^^^^^^^^ 'controller.tolerations[0]' names no taint key, and its operator is Equal: Kubernetes rejects…
              value: etcd  # the pool
              effect: NoSchedule
      `,
      fixed: yaml`
        controller:
          tolerations:
            - operator: Exists
              effect: NoSchedule
      `,
    },
    yaml`
      tolerations:
        - key: ""
      #        ^^ 'tolerations[0]' names no taint key, and its operator is Equal by default: Kubernetes rejects…
          effect: NoSchedule
    `,
    yaml`
      tolerations: [{ value: a }]
      #             ^^^^^^^^^^^^ 'tolerations[0]' names no…
    `,
  ],
});
