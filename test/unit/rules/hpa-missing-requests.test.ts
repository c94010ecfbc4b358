import rule from '../../../server/src/core/rules/hpa-missing-requests.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const defaults =
  'autoscaling:\n  enabled: false\n  targetCPUUtilizationPercentage: 80\n  targetMemoryUtilizationPercentage: ""\nresources: {}\n';

testRule(rule, {
  valid: [
    'autoscaling:\n  enabled: true\n  targetCPUUtilizationPercentage: 80\nresources: {}\n',
    { defaults, values: 'autoscaling:\n  enabled: true\nresources:\n  limits:\n    cpu: 1\n' },
    { defaults, values: 'autoscaling:\n  enabled: true\n  targetCPUUtilizationPercentage: null\n' },
    { defaults, values: 'replicaCount: 2\n' },
    { defaults, values: 'autoscaling:\n  enabled: true\nresources:\n  requests:\n    cpu: "{{ .cpu }}"\n' },
    { defaults: `${defaults}resourcesPreset: nano\n`, values: 'autoscaling:\n  enabled: true\n' },
  ],
  invalid: [
    {
      defaults,
      values: yaml`
        autoscaling:
          enabled: true
        resources:
        ^^^^^^^^^ The autoscaler of 'This chart' measures CPU against a request, and none is set…
          requests:
            memory: 1Gi
      `,
      fixed: yaml`
        autoscaling:
          enabled: true
        resources:
          requests:
            memory: 1Gi
            cpu: 250m
      `,
    },
    {
      values: yaml`
        web:
          hpa:
            enabled: true
            targetMemoryUtilizationPercentage: 75
          resources:
        # ^^^^^^^^^ The autoscaler of 'web' measures memory…
            requests:
              cpu: 1
      `,
    },
    {
      defaults: 'web:\n  autoscaling:\n    enabled: true\n    metrics: []\n  resources: {}\n',
      values: yaml`
        web:
        ^^^ The autoscaler of 'web' measures CPU…
          autoscaling:
            metrics:
              - type: Resource
                resource:
                  name: cpu
                  target:
                    type: Utilization
                    averageUtilization: 60
      `,
    },
  ],
});
