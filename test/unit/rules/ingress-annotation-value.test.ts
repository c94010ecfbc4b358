import rule from '../../../server/src/core/rules/ingress-annotation-value.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const annotated = (text: string) => `ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/${text}\n`;

testRule(rule, {
  valid: [
    annotated('proxy-read-timeout: "300"'),
    annotated('proxy-body-size: 10m'),
    // Text in nginx' own notation.
    annotated('auth-cache-duration: 200 202 10m'),
    annotated('proxy-read-timeout: "{{ .timeout }}"'),
    annotated('proxy-read-timeout: 300'),
  ],
  invalid: [
    {
      values: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/proxy-next-upstream-timeout: 10s
        #                                                            ^^^ 'nginx.ingress.kubernetes.io/proxy-next-upstream-timeout: 10s' is no whole number…
      `,
      fixed: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/proxy-next-upstream-timeout: "10"
      `,
    },
    {
      values: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/proxy-read-timeout: "5m"
        #                                                   ^^^^ 'nginx.ingress.kubernetes.io/proxy-read-timeout: 5m' is no whole number…
      `,
      fixed: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/proxy-read-timeout: "300"
      `,
    },
    {
      values: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/limit-rps: "10r/s"
        #                                          ^^^^^^^ 'nginx.ingress.kubernetes.io/limit-rps: 10r/s' is no…
      `,
      titles: [],
    },
  ],
});
