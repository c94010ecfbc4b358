import rule from '../../../server/src/core/rules/alb-health-check-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const annotated = (...texts: readonly string[]) =>
  `ingress:\n  annotations:\n${texts.map(text => `    alb.ingress.kubernetes.io/${text}\n`).join('')}`;

testRule(rule, {
  valid: [
    annotated('healthcheck-interval-seconds: "30"', 'healthcheck-timeout-seconds: "5"', 'healthy-threshold-count: "2"'),
    annotated('healthcheck-timeout-seconds: "10"'),
    annotated('healthcheck-interval-seconds: "{{ .i }}"', 'healthcheck-timeout-seconds: "60"'),
    annotated('healthcheck-path: /'),
  ],
  invalid: [
    {
      values: yaml`
        ingress:
          annotations:
            alb.ingress.kubernetes.io/healthcheck-interval-seconds: "10"
            alb.ingress.kubernetes.io/healthcheck-timeout-seconds: "10"
        #                                                          ^^^^ The health check's timeout of 10 s must be below its interval of 10 s…
      `,
      fixed: yaml`
        ingress:
          annotations:
            alb.ingress.kubernetes.io/healthcheck-interval-seconds: "10"
            alb.ingress.kubernetes.io/healthcheck-timeout-seconds: "5"
      `,
    },
    {
      values: yaml`
        service:
          annotations:
            alb.ingress.kubernetes.io/healthy-threshold-count: "1"
        #                                                      ^^^ 'alb.ingress.kubernetes.io/healthy-threshold-count: 1' must be from 2 to 10…
      `,
      fixed: yaml`
        service:
          annotations:
            alb.ingress.kubernetes.io/healthy-threshold-count: "2"
      `,
    },
    yaml`
      ingress:
        annotations:
          alb.ingress.kubernetes.io/healthcheck-timeout-seconds: "20"
      #                                                          ^^^^ The health check's timeout of 20 s must be below its interval of 15 s…
    `,
  ],
});
