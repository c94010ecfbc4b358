import rule from '../../../server/src/core/rules/ingress-retry-unbounded.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const annotated = (...texts: readonly string[]) =>
  `ingress:\n  annotations:\n${texts.map(text => `    nginx.ingress.kubernetes.io/proxy-next-upstream-${text}\n`).join('')}`;

testRule(rule, {
  valid: [
    annotated('tries: "3"'),
    annotated('tries: "5"', 'timeout: "10"'),
    annotated('timeout: "0"'),
    annotated('tries: "{{ .tries }}"'),
  ],
  invalid: [
    {
      values: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/proxy-next-upstream-tries: "0"
        #                                                          ^^^ 'nginx.ingress.kubernetes.io/proxy-next-upstream-tries: 0' tries every pod…
      `,
      fixed: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/proxy-next-upstream-tries: "3"
      `,
    },
    {
      values: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/proxy-next-upstream-tries: "10"
        #                                                          ^^^^ 10 tries without a time limit…
      `,
      fixed: yaml`
        ingress:
          annotations:
            nginx.ingress.kubernetes.io/proxy-next-upstream-tries: "10"
            nginx.ingress.kubernetes.io/proxy-next-upstream-timeout: "10"
      `,
    },
    yaml`
      ingress:
        annotations:
          nginx.ingress.kubernetes.io/proxy-next-upstream-timeout: "0"
          nginx.ingress.kubernetes.io/proxy-next-upstream-tries: "4"
      #                                                          ^^^ 4 tries without a time limit…
    `,
  ],
});
