import rule from '../../../server/src/core/rules/toleration-wildcard.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'tolerations:\n  - key: a\n    operator: Exists\n',
    'kind: DaemonSet\ntolerations:\n  - operator: Exists\n',
    'logCollector:\n  tolerations:\n    - operator: Exists\n',
    'nodeAgent:\n  updateStrategy: {}\n  tolerations:\n    - operator: Exists\n',
    { defaults: 'tolerations:\n  - operator: Exists\n', values: 'replicaCount: 2\n' },
  ],
  invalid: [
    yaml`
      server:
        replicas: 2
        tolerations:
          - operator: Exists
      #     ^^^^^^^^^^^^^^^^ 'server.tolerations[0]' tolerates every taint: …
    `,
    yaml`
      server:
        tolerations: [{ operator: Exists, effect: NoExecute }]
      #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'server.tolerations[0]' tolerates every taint with effect NoExecute…
    `,
    yaml`
      tolerations:
        - key: ""
      #   ^^^^^^^ 'tolerations[0]' tolerates every taint…
          operator: Exists
    `,
  ],
});
