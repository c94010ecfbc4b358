import rule from '../../../server/src/core/rules/hpa-metric-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const metric = (text: string) => `hpa:\n  enabled: true\n  metrics:\n    - ${text}\n`;

testRule(rule, {
  valid: [
    metric('{ type: External, external: { metric: { name: a }, target: { type: Value, value: 10 } } }'),
    metric('{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }'),
    metric('{ type: "{{ .type }}" }'),
    metric('{ name: requests }'),
    metric('{ type: Podz }').replace('true', 'false'),
  ],
  invalid: [
    {
      values: yaml`
        hpa:
          enabled: true
          metrics:
            - type: resource
        #           ^^^^^^^^ 'resource' is no type of metric…
              resource: { name: cpu }
      `,
      titles: ['Write Resource'],
      fixed: 'hpa:\n  enabled: true\n  metrics:\n    - type: Resource\n      resource: { name: cpu }\n',
    },
    yaml`
      web:
        autoscaling:
          enabled: true
          customMetrics:
            - type: Pods
              pods:
                metric: { name: a }
                target:
                  averageUtilization: 70
      #           ^^^^^^^^^^^^^^^^^^ Utilisation is known of resources only…
                  averageValue: 10 rps
      #                         ^^^^^^ '10 rps' is no quantity…
    `,
    yaml`
      hpa:
        enabled: true
        metrics: [{ type: Object, pods: {} }]
      #                   ^^^^^^ A metric of type Object is described under 'object'…
    `,
  ],
});
