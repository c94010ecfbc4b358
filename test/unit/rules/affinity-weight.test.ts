import rule from '../../../server/src/core/rules/affinity-weight.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const preferred = (weight: string) =>
  `affinity:\n  nodeAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: ${weight}\n        preference:\n          matchExpressions: []\n`;

testRule(rule, {
  valid: [
    preferred('1'),
    preferred('100'),
    preferred('"{{ .weight }}"'),
    'preferredDuringSchedulingIgnoredDuringExecution:\n  - topologyKey: a\n',
  ],
  invalid: [
    {
      values: yaml`
        affinity:
          nodeAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 200
        #               ^^^ 200 is no weight…
                preference:
                  matchExpressions: []
      `,
      fixed: preferred('100'),
    },
    {
      values: yaml`
        affinity:
          podAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - podAffinityTerm:
        #       ^^^^^^^^^^^^^^^^ 'affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0]' has no weight…
                  topologyKey: kubernetes.io/hostname
      `,
      fixed: yaml`
        affinity:
          podAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - podAffinityTerm:
                  topologyKey: kubernetes.io/hostname
                weight: 100
      `,
    },
    yaml`
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: {} }]
      #                                                               ^ 0 is no weight…
    `,
  ],
});
