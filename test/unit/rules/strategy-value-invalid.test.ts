import rule from '../../../server/src/core/rules/strategy-value-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const strategy = (text: string) => `replicaCount: 2\nstrategy: ${text}\n`;

testRule(rule, {
  valid: [
    strategy('{ type: RollingUpdate, rollingUpdate: { maxSurge: 200%, maxUnavailable: "1" } }'),
    strategy('{ type: OnDelete }'),
    strategy('{ type: "{{ .type }}", rollingUpdate: { maxSurge: "{{ .n }}" } }'),
    strategy('{}'),
    'deploymentStrategy: Recreate\n',
    // Not about updates.
    'mig:\n  strategy: single\n  replicas: 1\n',
    strategy('{ rollingUpdate: { maxSurge: "" } }'),
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        updateStrategy:
          type: rollingUpdate # default
        #       ^^^^^^^^^^^^^ 'rollingUpdate' is no update strategy…
      `,
      titles: ['Write RollingUpdate'],
      fixed: 'replicaCount: 2\nupdateStrategy:\n  type: RollingUpdate # default\n',
    },
    {
      values: yaml`
        web:
          strategy:
            rollingUpdate:
              maxSurge: 0.5
        #               ^^^ 'maxSurge: 0.5' is neither…
              maxUnavailable: 120%
        #                     ^^^^ maxUnavailable: 120% is more than all pods…
      `,
      titles: [],
    },
    yaml`
      deploymentStrategy: BlueGreen
      #                   ^^^^^^^^^ 'BlueGreen' is no update strategy…
    `,
  ],
});
