import rule from '../../../server/src/core/rules/ingress-class-annotation.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'ingress:\n  className: nginx\n',
    // GKE reads only the annotation.
    'ingress:\n  annotations:\n    kubernetes.io/ingress.class: gce\n',
    'ingress:\n  enabled: false\n  annotations:\n    kubernetes.io/ingress.class: nginx\n',
    { defaults: 'ingress:\n  annotations:\n    kubernetes.io/ingress.class: nginx\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      defaults: 'ingress:\n  enabled: false\n  className: ""\n  annotations: {}\n',
      values: yaml`
        ingress:
          enabled: true
          annotations:
            kubernetes.io/ingress.class: nginx
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'ingress.annotations["kubernetes.io/ingress.class"]' is the deprecated way…
            a: b
      `,
      fixed: yaml`
        ingress:
          enabled: true
          annotations:
            a: b
          className: nginx
      `,
    },
    {
      values: yaml`
        ingress:
          className: nginx
          annotations:
            kubernetes.io/ingress.class: nginx
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'ingress.annotations["kubernetes.io/ingress.class"]' is the…
      `,
      fixed: yaml`
        ingress:
          className: nginx
      `,
    },
    {
      values: yaml`
        proxy:
          ingressAnnotations:
            kubernetes.io/ingress.class: traefik
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'proxy.ingressAnnotations["kubernetes.io/ingress.class"]' is…
      `,
      titles: [],
    },
  ],
});
