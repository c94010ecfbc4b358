import rule from '../../../server/src/core/rules/strategy-surge-without-room.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const apart = (extra = '') =>
  `affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector: {}\n${extra}`;
const rolling = (surge: string, unavailable: string) =>
  `replicaCount: 3\nstrategy:\n  rollingUpdate:\n    maxSurge: ${surge}\n    maxUnavailable: ${unavailable}\n`;

testRule(rule, {
  valid: [
    `${rolling('1', '1')}${apart()}`,
    `${rolling('1', '0')}${apart('        matchLabelKeys: [pod-template-hash]\n')}`,
    `${rolling('1', '0')}${apart().replace('required', 'preferred')}`,
    `${rolling('1', '0').replace('3', '1')}${apart()}`,
    // What the chart has by default is not known.
    `replicaCount: 3\nstrategy: {}\n${apart()}`,
    `kind: StatefulSet\n${rolling('1', '0')}${apart()}`,
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 3
        strategy:
          rollingUpdate:
            maxSurge: 1
            maxUnavailable: 0 # none
        #                   ^ An update of 'This chart' starts a new pod before it stops one of 3…
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - topologyKey: kubernetes.io/hostname
                labelSelector: {}
      `,
      fixed: `${rolling('0', '1 # none')}${apart()}`,
    },
    {
      // The default of 25 % takes none of three away.
      defaults: 'web:\n  replicas: 3\n  strategy: {}\n',
      values: yaml`
        web:
        ^^^ An update of 'web'…
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: topology.kubernetes.io/zone
                  labelSelector: {}
      `,
    },
    yaml`
      web:
        replicas: 2
        updateStrategy: { rollingUpdate: { maxUnavailable: 10% } }
      #                                                    ^^^ An update of 'web'…
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - { topologyKey: kubernetes.io/hostname, labelSelector: {} }
    `,
  ],
});
