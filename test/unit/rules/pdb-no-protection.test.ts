import rule from '../../../server/src/core/rules/pdb-no-protection.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const budget = (replicas: string, amount: string) => `replicaCount: ${replicas}\npdb:\n  enabled: true\n  ${amount}\n`;

testRule(rule, {
  valid: [
    budget('3', 'maxUnavailable: 66%'),
    budget('3', 'minAvailable: 1%'),
    budget('"{{ .n }}"', 'maxUnavailable: 9'),
    budget('3', 'maxUnavailable: 100%').replace('true', 'false'),
    { values: budget('1', 'maxUnavailable: 1'), profile: 'default' },
    budget('0', 'maxUnavailable: 1'),
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        pdb:
          enabled: true
          maxUnavailable: 51%
        #                 ^^^ maxUnavailable: 51% lets all 2 replicas of 'This chart' go…
      `,
      fixed: budget('2', 'maxUnavailable: 1'),
    },
    {
      values: yaml`
        web:
          replicas: 3
          podDisruptionBudget:
            minAvailable: 0
        #                 ^ minAvailable: 0 lets all 3…
      `,
      fixed: 'web:\n  replicas: 3\n  podDisruptionBudget:\n    minAvailable: 1\n',
    },
    yaml`
      replicaCount: 1
      pdb: { create: true, maxUnavailable: 1 }
      #                                    ^ The budget of 'This chart' lets its only pod go…
    `,
  ],
});
