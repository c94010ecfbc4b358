import rule from '../../../server/src/core/rules/topology-spread-taints.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const web = (mode: string, tolerations: string, extra = '') =>
  `web:\n  replicas: 3\n  tolerations: ${tolerations}\n  topologySpreadConstraints:\n    - topologyKey: kubernetes.io/hostname\n      whenUnsatisfiable: ${mode}\n${extra}`;

testRule(rule, {
  valid: [
    web('ScheduleAnyway', '[{ key: a, operator: Exists }]'),
    web('DoNotSchedule', '[]'),
    web('DoNotSchedule', '[{ key: a, operator: Exists }]', '      nodeTaintsPolicy: Ignore\n'),
  ],
  invalid: [
    {
      values: yaml`
        web:
          replicas: 3
          tolerations: [{ key: a, operator: Exists }]
          topologySpreadConstraints:
            - topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: DoNotSchedule
        #                        ^^^^^^^^^^^^^ Nodes whose taints 'web' does not tolerate…
      `,
      fixed: web('DoNotSchedule', '[{ key: a, operator: Exists }]', '      nodeTaintsPolicy: Honor\n'),
    },
    yaml`
      replicaCount: 3
      tolerations:
        - key: a
          operator: Exists
      topologySpreadConstraints:
        - { topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule }
      #                                                                  ^^^^^^^^^^^^^ Nodes whose taints…
    `,
    {
      defaults: 'web:\n  tolerations: [{ key: a, operator: Exists }]\n',
      values: yaml`
        web:
          topologySpreadConstraints:
            - topologyKey: kubernetes.io/hostname
              whenUnsatisfiable: DoNotSchedule
        #                        ^^^^^^^^^^^^^ Nodes whose taints 'web'…
      `,
    },
  ],
});
