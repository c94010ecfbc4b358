import rule from '../../../server/src/core/rules/pdb-blocks-at-min-scale.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const scaled = (min: string, amount: string) =>
  `hpa:\n  enabled: true\n  minReplicas: ${min}\n  maxReplicas: 9\npdb:\n  enabled: true\n  ${amount}\n`;

testRule(rule, {
  valid: [
    scaled('3', 'minAvailable: 2'),
    scaled('4', 'minAvailable: 75%'),
    scaled('2', 'maxUnavailable: 1'),
    scaled('"{{ .min }}"', 'minAvailable: 2'),
    // Blocks at any number: another rule.
    scaled('2', 'maxUnavailable: 0'),
    'replicaCount: 2\npdb:\n  enabled: true\n  minAvailable: 2\n',
    { defaults: scaled('2', 'minAvailable: 2'), values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          minReplicas: 3
          maxReplicas: 9
        pdb:
          enabled: true
          minAvailable: 3
        #               ^ At its lower bound of 3 pods 'This chart' may lose none (minAvailable: 3)…
      `,
      titles: [
        'Let one pod go at a time: minAvailable 2',
        'Let one pod go at a time: maxUnavailable 1 in place of minAvailable',
        'Raise the lower bound to 4',
      ],
      fixed: scaled('3', 'minAvailable: 2'),
    },
    {
      // An unset bound is one pod.
      values: yaml`
        web:
          hpa:
            enabled: true
          pdb:
            minAvailable: 1
        #                 ^ At its lower bound of 1 pods 'web'…
      `,
      fixed: 'web:\n  hpa:\n    enabled: true\n  pdb:\n    maxUnavailable: 1\n',
    },
    {
      defaults: scaled('5', 'minAvailable: 80%'),
      values: yaml`
        hpa:
          minReplicas: 4
        pdb:
        ^^^ At its lower bound of 4 pods…
          labels: {}
      `,
    },
  ],
});
