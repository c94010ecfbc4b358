import rule from '../../../server/src/core/rules/strategy-max-unavailable.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const web = (replicas: number, rolling: string) =>
  `replicaCount: ${replicas}\nservice: {}\nstrategy:\n  rollingUpdate: ${rolling}\n`;

testRule(rule, {
  valid: [
    web(3, '{ maxUnavailable: 1 }'),
    web(2, '{ maxUnavailable: 25% }'),
    web(1, '{ maxUnavailable: 1 }'),
    web(2, '{ maxUnavailable: "{{ .n }}" }'),
    `kind: StatefulSet\n${web(2, '{ maxUnavailable: 1 }')}`,
    'replicaCount: 2\nservice: {}\nstrategy: {}\n',
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        service: {}
        strategy:
          rollingUpdate:
            maxUnavailable: 50%
        #                   ^^^ Of 2 replicas of 'This chart' an update leaves 1 running…
      `,
      fixed: 'replicaCount: 2\nservice: {}\nstrategy:\n  rollingUpdate:\n    maxUnavailable: 0\n',
    },
    {
      values: yaml`
        web:
          replicas: 2
          service: {}
          updateStrategy:
            type: RollingUpdate
            rollingUpdate:
              maxSurge: 0
              maxUnavailable: 2
        #                     ^ Of 2 replicas of 'web' an update leaves 0…
      `,
      fixed:
        'web:\n  replicas: 2\n  service: {}\n  updateStrategy:\n    type: RollingUpdate\n    rollingUpdate:\n      maxSurge: 1\n      maxUnavailable: 0\n',
    },
    yaml`
      hpa: { enabled: true, minReplicas: 2 }
      ingress: {}
      strategy: { rollingUpdate: { maxUnavailable: 1 } }
      #                                            ^ Of 2 replicas…
    `,
  ],
});
