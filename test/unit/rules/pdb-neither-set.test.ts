import rule from '../../../server/src/core/rules/pdb-neither-set.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    // The chart may have an amount.
    'pdb:\n  enabled: true\n',
    'pdb:\n  create: true\n  minAvailable: ""\n  maxUnavailable: ""\n',
    'pdb:\n  enabled: false\n  minAvailable:\n  maxUnavailable:\n',
    'pdb:\n  enabled: true\n  minAvailable: "{{ .min }}"\n  maxUnavailable:\n',
    { defaults: 'pdb:\n  enabled: false\n', values: 'pdb:\n  enabled: true\n' },
  ],
  invalid: [
    {
      defaults: 'pdb:\n  enabled: false\n  minAvailable: 1\n',
      values: yaml`
        pdb:
          enabled: true
          minAvailable: null
        #               ^^^^ The budget of 'This chart' says neither…
      `,
      fixed: 'pdb:\n  enabled: true\n  minAvailable: 1\n',
    },
    {
      values: yaml`
        web:
          replicas: 3
          podDisruptionBudget:
            enabled: true
            minAvailable:
        #   ^^^^^^^^^^^^ The budget of 'web'…
      `,
    },
    {
      values: yaml`
        etcd:
          replicas: 3
          pdb:
            create: true
            maxUnavailable: ~
        #                   ^ The budget of 'etcd'…
      `,
      fixed: 'etcd:\n  replicas: 3\n  pdb:\n    create: true\n    maxUnavailable: 1\n',
    },
  ],
});
