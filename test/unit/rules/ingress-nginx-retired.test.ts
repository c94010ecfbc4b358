import rule from '../../../server/src/core/rules/ingress-nginx-retired.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'ingress:\n  className: traefik\n',
    'ingress:\n  enabled: false\n  className: nginx\n',
    { defaults: 'ingress:\n  className: nginx\n', values: 'ingress:\n  enabled: true\n' },
    'ingress:\n  className: "{{ .class }}"\n',
  ],
  invalid: [
    yaml`
      ingress:
        className: nginx
      #            ^^^^^ 'ingress.className: nginx' is most likely ingress-nginx, which is not maintained…
      admin:
        ingress:
          className: nginx
    `,
    yaml`
      ingress:
        annotations:
          kubernetes.io/ingress.class: nginx
      #                                ^^^^^ 'ingress.annotations["kubernetes.io/ingress.class"]: nginx' is…
    `,
    yaml`
      web: { ingress: { ingressClassName: nginx } }
      #                                   ^^^^^ 'web.ingress.ingressClassName: nginx' is…
    `,
  ],
});
