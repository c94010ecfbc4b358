import rule from '../../../server/src/core/rules/leader-election-disabled.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'operator:\n  replicas: 1\n  leaderElection:\n    enabled: false\n',
    'operator:\n  enabled: false\n  replicas: 2\n  enableLeaderElection: false\n',
    'operator:\n  replicas: 2\n  enableLeaderElection: "{{ .elect }}"\n',
    'web:\n  replicas: 2\n',
  ],
  invalid: [
    {
      values: yaml`
        operator:
          replicas: 2
          leaderElection:
            enabled: false
        #            ^^^^^ 'operator' runs 2 replicas without leader election…
      `,
      fixed: yaml`
        operator:
          replicas: 2
          leaderElection:
            enabled: true
      `,
    },
    yaml`
      replicaCount: 3
      enableLeaderElection: false
      #                     ^^^^^ 'This chart' runs 3 replicas…
    `,
    {
      defaults: 'agent:\n  replicas: 1\n  leaderElect: false\n',
      values: yaml`
        agent:
        ^^^^^ 'agent' runs 2 replicas…
          replicas: 2
      `,
      fixed: yaml`
        agent:
          replicas: 2
          leaderElect: true
      `,
    },
  ],
});
