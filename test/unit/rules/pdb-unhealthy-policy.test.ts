import rule from '../../../server/src/core/rules/pdb-unhealthy-policy.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults = 'pdb:\n  enabled: false\n  minAvailable: 1\n  unhealthyPodEvictionPolicy: null\n';

testRule(rule, {
  valid: [
    // Nobody knows whether the chart offers it.
    'pdb:\n  enabled: true\n  minAvailable: 1\n',
    { defaults, values: 'pdb:\n  minAvailable: 2\n' },
    { defaults, values: 'pdb:\n  enabled: true\n  unhealthyPodEvictionPolicy: IfHealthyBudget\n' },
    { defaults, values: 'pdb:\n  enabled: true\n  unhealthyPodEvictionPolicy: "{{ .policy }}"\n' },
    { defaults: defaults.replace('false', 'true'), values: 'a: 1\n' },
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        pdb:
        ^^^ When the pods of 'This chart' crash…
          enabled: true
      `,
      fixed: 'pdb:\n  enabled: true\n  unhealthyPodEvictionPolicy: AlwaysAllow\n',
    },
    {
      defaults: 'web:\n  podDisruptionBudget:\n    unhealthyPodEvictionPolicy: ""\n',
      values: yaml`
        web:
          podDisruptionBudget:
        # ^^^^^^^^^^^^^^^^^^^ When the pods of 'web' crash…
            maxUnavailable: 1
      `,
    },
    {
      defaults: 'web:\n  pdb:\n    unhealthyPodEvictionPolicy: AlwaysAllow\n',
      values: yaml`
        web:
          pdb:
            maxUnavailable: 1
            unhealthyPodEvictionPolicy: ""
        #                               ^^ When the pods of 'web' crash…
      `,
      fixed: 'web:\n  pdb:\n    maxUnavailable: 1\n    unhealthyPodEvictionPolicy: "AlwaysAllow"\n',
    },
  ],
});
