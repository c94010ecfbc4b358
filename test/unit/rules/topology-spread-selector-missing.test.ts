import rule from '../../../server/src/core/rules/topology-spread-selector-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'topologySpreadConstraints:\n  - topologyKey: a\n    labelSelector: {}\n',
    'topologySpreadConstraints:\n  - topologyKey: a\n    labelSelector: "{{ .selector }}"\n',
    'topologySpreadConstraints: []\n',
    { defaults: 'topologySpreadConstraints:\n  - topologyKey: a\n', values: 'b: 1\n' },
  ],
  invalid: [
    yaml`
      topologySpreadConstraints:
        - maxSkew: 1
      #   ^^^^^^^^^^ This constraint has no labelSelector…
          topologyKey: topology.kubernetes.io/zone
    `,
    yaml`
      web:
        topologySpreadConstraints: [{ maxSkew: 1 }]
      #                             ^^^^^^^^^^^^^^ This constraint…
    `,
    yaml`
      topologySpreadConstraints:
        - labelSelector:
      #   ^^^^^^^^^^^^^^ This constraint…
          maxSkew: 1
    `,
  ],
});
