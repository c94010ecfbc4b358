import rule from '../../../server/src/core/rules/hpa-max-exceeds-anti-affinity.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const scaled = (max: string, key: string) => yaml`
  autoscaling:
    enabled: true
    maxReplicas: ${max}
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - topologyKey: ${key}
          labelSelector: {}
`;
const zone = 'topology.kubernetes.io/zone';

testRule(rule, {
  valid: [
    scaled('3', zone),
    scaled('30', 'kubernetes.io/hostname'),
    scaled('"{{ .max }}"', zone),
    scaled('30', zone).replace('true', 'false'),
    { values: scaled('6', zone), options: { 'hpa-max-exceeds-anti-affinity': { zones: 6 } } },
  ],
  invalid: [
    {
      values: yaml`
        autoscaling:
          enabled: true
          maxReplicas: 10
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - topologyKey: topology.kubernetes.io/zone
        #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ The autoscaler of 'This chart' may want 10 pods…
                labelSelector: {}
              - topologyKey: kubernetes.io/hostname
                labelSelector: {}
      `,
      fixed: yaml`
        autoscaling:
          enabled: true
          maxReplicas: 10
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - topologyKey: kubernetes.io/hostname
                labelSelector: {}
            preferredDuringSchedulingIgnoredDuringExecution:
              - weight: 100
                podAffinityTerm:
                  topologyKey: topology.kubernetes.io/zone
                  labelSelector: {}
      `,
    },
    {
      options: { 'hpa-max-exceeds-anti-affinity': { nodes: 4 } },
      values: yaml`
        web:
          hpa: { enabled: true, maxReplicas: 5 }
          affinity:
            podAntiAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - topologyKey: kubernetes.io/hostname
        #                      ^^^^^^^^^^^^^^^^^^^^^^ The autoscaler of 'web' may want 5 pods, and each requires a node…
                  labelSelector: {}
      `,
    },
    {
      defaults: scaled('2', zone),
      values: yaml`
        affinity: {}
        ^^^^^^^^ The autoscaler of 'This chart' may want 4…
        autoscaling:
          maxReplicas: 4
      `,
    },
  ],
});
