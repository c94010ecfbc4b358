import rule from '../../../server/src/core/rules/toleration-deprecated-key.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations:\n  - key: node-role.kubernetes.io/control-plane\n    operator: Exists\n',
    'tolerations:\n  - key: node-role.kubernetes.io/master\n  - key: node-role.kubernetes.io/control-plane\n',
    { defaults: 'tolerations:\n  - key: node-role.kubernetes.io/master\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        tolerations:
          - key: node-role.kubernetes.io/master # control plane
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No current node carries the taint 'node-role.kubernetes.io/master'…
            operator: Exists
      `,
      fixed: yaml`
        tolerations:
          - key: node-role.kubernetes.io/control-plane # control plane
            operator: Exists
      `,
    },
    yaml`
      tolerations:
        - key: node.alpha.kubernetes.io/notReady
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No current node…
          operator: Exists
    `,
    yaml`
      a:
        tolerations: [{ key: "node.alpha.kubernetes.io/unreachable", operator: Exists }]
      #                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No current node…
    `,
  ],
});
