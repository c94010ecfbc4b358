import rule from '../../../server/src/core/rules/pdb-both-set.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'pdb:\n  create: true\n  minAvailable: 1\n  maxUnavailable: ""\n',
    'pdb:\n  create: false\n  minAvailable: 1\n  maxUnavailable: 1\n',
    'pdb:\n  create: true\n  minAvailable: 1\n  maxUnavailable: "{{ .max }}"\n',
    { defaults: 'pdb:\n  minAvailable: 1\n', values: 'pdb:\n  minAvailable: null\n  maxUnavailable: 1\n' },
    { defaults: 'web:\n  pdb:\n    minAvailable: 1\n    maxUnavailable: 1\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      defaults: 'pdb:\n  create: true\n  minAvailable: 1\n',
      values: yaml`
        pdb:
        ^^^ The budget of 'This chart' has minAvailable 1 and maxUnavailable 25%: …
          maxUnavailable: 25%
      `,
      titles: ['Leave minAvailable out'],
      fixed: 'pdb:\n  maxUnavailable: 25%\n  minAvailable: null\n',
    },
    {
      values: yaml`
        web:
          replicas: 3
          podDisruptionBudget:
            minAvailable: 2 # quorum
        #                 ^ The budget of 'web' has…
            maxUnavailable: 1
      `,
      fixed: 'web:\n  replicas: 3\n  podDisruptionBudget:\n    maxUnavailable: 1\n',
    },
    {
      defaults: 'web:\n  pdb:\n    enabled: false\n    minAvailable: 50%\n    maxUnavailable: 1\n',
      values: yaml`
        web:
          pdb:
        # ^^^ The budget of 'web' has…
            enabled: true
      `,
    },
  ],
});
