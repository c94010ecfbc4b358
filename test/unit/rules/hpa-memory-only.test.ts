import rule from '../../../server/src/core/rules/hpa-memory-only.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'hpa:\n  enabled: true\n  targetCPU: 70\n  targetMemory: 80\n',
    'hpa:\n  enabled: true\n  targetMemory: 80\n  customMetrics:\n    - type: Pods\n',
    'hpa:\n  enabled: false\n  targetMemory: 80\n',
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          targetMemory: 80
        #               ^^ The autoscaler of 'This chart' goes by memory alone…
      `,
      fixed: 'hpa:\n  enabled: true\n  targetMemory: 80\n  targetCPU: 70\n',
    },
    yaml`
      web:
        autoscaling:
          enabled: true
          targetCPUUtilizationPercentage: 0
          targetMemoryUtilizationPercentage: 80
      #                                      ^^ The autoscaler of 'web'…
    `,
    yaml`
      web:
        autoscaling:
          enabled: true
          metrics:
            - type: Resource
              resource: { name: memory, target: { type: Utilization, averageUtilization: 80 } }
      #                                                                                  ^^ The autoscaler of 'web'…
    `,
  ],
});
