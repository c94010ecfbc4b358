import rule from '../../../server/src/core/rules/hpa-target-unreachable.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const scaled = (target: number, request: string, limit: string) =>
  `autoscaling:\n  enabled: true\n  targetCPUUtilizationPercentage: ${target}\nresources:\n  requests:\n    cpu: ${request}\n  limits:\n    cpu: ${limit}\n`;

testRule(rule, {
  valid: [
    scaled(150, '500m', '1'),
    scaled(90, '500m', 'null'),
    scaled(95, '"{{ .cpu }}"', '1'),
    `${scaled(95, '1', '1')}web: 1\n`.replace('true', 'false'),
    scaled(95, '1', '1').replace('enabled: true', 'enabled: true\n  behavior:\n    scaleUp:\n      tolerance: 0.01'),
  ],
  invalid: [
    {
      values: yaml`
        autoscaling:
          enabled: true
          targetCPUUtilizationPercentage: 95 # late
        #                                 ^^ CPU usage of 'This chart' ends at 100 % of its request, and scaling up takes more than 104.5 %: …
        resources:
          requests:
            cpu: 500m
          limits:
            cpu: 500m
      `,
      fixed: scaled(70, '500m', '500m').replace('70', '70 # late'),
    },
    {
      values: yaml`
        web:
          hpa:
            enabled: true
            targetMemoryUtilizationPercentage: 190
        #                                      ^^^ Memory usage of 'web' ends at 200 %…
          resources: { requests: { memory: 1Gi }, limits: { memory: 2Gi } }
      `,
    },
    {
      // A limit alone is the request as well.
      values: yaml`
        web:
          hpa:
            enabled: true
            targetCPUUtilizationPercentage: 100
        #                                   ^^^ CPU usage of 'web' ends at 100 %…
          resources:
            limits:
              cpu: 1
      `,
    },
  ],
});
