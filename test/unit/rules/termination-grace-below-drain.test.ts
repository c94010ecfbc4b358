import rule from '../../../server/src/core/rules/termination-grace-below-drain.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const alb = (seconds: number) =>
  `ingress:\n  annotations:\n    alb.ingress.kubernetes.io/target-group-attributes: stickiness.enabled=true,deregistration_delay.timeout_seconds=${seconds}\n`;

testRule(rule, {
  valid: [
    `replicaCount: 2\nterminationGracePeriodSeconds: 60\n${alb(60)}`,
    // Neither the chart's grace period nor AWS' default of 300 seconds counts as written.
    `replicaCount: 2\n${alb(60)}`,
    'replicaCount: 2\nterminationGracePeriodSeconds: 30\ningress:\n  annotations:\n    alb.ingress.kubernetes.io/scheme: internal\n',
    `replicaCount: 2\nterminationGracePeriodSeconds: 30\n${alb(60)}  enabled: false\n`,
  ],
  invalid: [
    {
      values: yaml`
        replicaCount: 2
        terminationGracePeriodSeconds: 30
        #                              ^^ The load balancer drains for 60 s, but pods are killed after 30 s: requests in flight are cut off. Allow 90 s to end, or drain for less.
        ingress:
          annotations:
            alb.ingress.kubernetes.io/target-group-attributes: deregistration_delay.timeout_seconds=60
      `,
      fixed: yaml`
        replicaCount: 2
        terminationGracePeriodSeconds: 90
        ingress:
          annotations:
            alb.ingress.kubernetes.io/target-group-attributes: deregistration_delay.timeout_seconds=60
      `,
    },
    {
      defaults: 'web:\n  replicas: 2\n  terminationGracePeriodSeconds:\n  service: { annotations: {} }\n',
      values: yaml`
        web:
          service:
            annotations:
              service.beta.kubernetes.io/aws-load-balancer-connection-draining-timeout: "120"
        #                                                                               ^^^^^ The load balancer drains for 120 s, but pods are killed after 30 s…
      `,
    },
    yaml`
      replicaCount: 2
      terminationGracePeriodSeconds: 10
      #                              ^^ The load balancer drains for 20 s…
      service:
        annotations:
          service.beta.kubernetes.io/aws-load-balancer-target-group-attributes: a=b, deregistration_delay.timeout_seconds=20
    `,
  ],
});
