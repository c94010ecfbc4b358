import rule from '../../../server/src/core/rules/ingress-annotation-unknown.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const annotated = (text: string) => `ingress:\n  annotations:\n    ${text}\n`;

testRule(rule, {
  valid: [
    annotated('nginx.ingress.kubernetes.io/proxy-body-size: 8m'),
    annotated('alb.ingress.kubernetes.io/actions.redirect: "{}"'),
    annotated('alb.ingress.kubernetes.io/group.name: shared'),
    // Newer than the list, perhaps.
    annotated('nginx.ingress.kubernetes.io/something-entirely-new: "1"'),
    annotated('example.com/proxy-body-siz: 8m'),
    { defaults: annotated('nginx.ingress.kubernetes.io/limit-burst: "5"'), values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/limit-burst: "5" # bursts
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ingress-nginx has no annotation 'nginx.ingress.kubernetes.io/limit-burst' and ignores it. Did you mean 'nginx.ingress.kubernetes.io/limit-burst-multiplier'?
      `,
      fixed: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/limit-burst-multiplier: "5" # bursts
      `,
    },
    {
      values: yaml`
        service:
          annotations:
            alb.ingress.kubernetes.io/healthcheck-interval: "30"
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The AWS Load Balancer Controller has no annotation…
      `,
      fixed: yaml`
        service:
          annotations:
            alb.ingress.kubernetes.io/healthcheck-interval-seconds: "30"
      `,
    },
    yaml`
      ingress:
        annotations:
          nginx.ingress.kubernetes.io/proxy_body_size: 8m
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ingress-nginx has no annotation…
    `,
  ],
});
