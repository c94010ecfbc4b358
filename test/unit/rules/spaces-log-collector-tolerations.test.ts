import rule from '../../../server/src/core/rules/spaces-log-collector-tolerations.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const pools = `controlPlanes:
  etcd:
    tolerations:
      - { key: target, operator: Equal, value: etcd, effect: NoSchedule }
  vcluster:
    tolerations:
      - { key: target, operator: Equal, value: apiserver, effect: NoSchedule }
`;

testRule(rule, {
  valid: [
    { product: 'spaces', values: `${pools}observability:\n  enabled: false\n` },
    { product: 'spaces', values: 'observability:\n  enabled: true\n' },
    {
      product: 'spaces',
      values: `${pools}observability:\n  enabled: true\n  collectors:\n    logCollector:\n      tolerations:\n        - { key: target, operator: Exists }\n`,
    },
    {
      product: 'spaces',
      values: `${pools}observability:\n  enabled: true\n  collectors:\n    logCollector:\n      tolerations: ["{{ .t }}"]\n`,
    },
    // Tolerating everything is no sign of a pool.
    {
      product: 'spaces',
      values: 'controlPlanes:\n  etcd:\n    tolerations:\n      - operator: Exists\nobservability:\n  enabled: true\n',
    },
    { product: 'spaces@1.13.1', values: `${pools}features: { alpha: { observability: { enabled: true } } }\n` },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controlPlanes:
          etcd:
            tolerations:
              - key: target
                operator: Equal
                value: etcd
                effect: NoSchedule
          vcluster:
            tolerations:
              - key: target
                operator: Equal
                value: apiserver
                effect: NoSchedule
        observability:
        ^^^^^^^^^^^^^ The log collector does not tolerate target=etcd:NoSchedule, target=apiserver:NoSchedule, as control planes do…
          enabled: true
      `,
      titles: ['Add the tolerations of the control planes'],
      fixed: yaml`
        controlPlanes:
          etcd:
            tolerations:
              - key: target
                operator: Equal
                value: etcd
                effect: NoSchedule
          vcluster:
            tolerations:
              - key: target
                operator: Equal
                value: apiserver
                effect: NoSchedule
        observability:
          enabled: true
          collectors:
            logCollector:
              tolerations:
                - key: target
                  operator: Equal
                  value: etcd
                  effect: NoSchedule
                - key: target
                  operator: Equal
                  value: apiserver
                  effect: NoSchedule
      `,
    },
    {
      product: 'spaces@1.15.1',
      values: yaml`
        controlPlanes:
          etcd:
            tolerations:
              - key: db
                operator: Exists
        observability:
          enabled: true
          collectors:
            tolerations:
        #   ^^^^^^^^^^^ The log collector does not tolerate db, as control planes do…
              - key: db
                operator: Exists
                effect: NoSchedule
      `,
      fixed: yaml`
        controlPlanes:
          etcd:
            tolerations:
              - key: db
                operator: Exists
        observability:
          enabled: true
          collectors:
            tolerations:
              - key: db
                operator: Exists
                effect: NoSchedule
              - key: db
                operator: Exists
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: [
        pools,
        'observability: { enabled: true }\n^^^^^^^^^^^^^ The log collector does not tolerate target=etcd…\n',
      ],
    },
  ],
});
