import rule from '../../../server/src/core/rules/ingress-tls-missing.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const on = 'ingress:\n  enabled: true\n  hosts:\n    - host: shop.acme.dev\n';

testRule(rule, {
  valid: [
    `${on}  tls:\n    - hosts: [shop.acme.dev]\n`,
    // Nothing is known of a chart that may have TLS of its own.
    on,
    'ingress:\n  enabled: false\n  hosts: [{ host: shop.acme.dev }]\n  tls: []\n',
    `${on}  tls: []\n  annotations:\n    alb.ingress.kubernetes.io/certificate-arn: arn:aws:acm:a\n`,
    `${on}  tls: []\n  annotations:\n    nginx.ingress.kubernetes.io/ssl-passthrough: "true"\n`,
    `${on}  tls: []\n  className: tailscale\n`,
    'ingress:\n  enabled: true\n  host: app.local\n  tls: []\n',
    { defaults: `${on}  tls: []\n`, values: 'replicaCount: 2\n' },
  ],
  invalid: [
    {
      values: yaml`
        ingress:
          enabled: true
          hosts:
            - host: shop.acme.dev
              paths: [{ path: / }]
          tls: []
        # ^^^ 'ingress' serves 'shop.acme.dev' without TLS: credentials cross the network readable. Fill in 'tls'.
      `,
      fixed: yaml`
        ingress:
          enabled: true
          hosts:
            - host: shop.acme.dev
              paths: [{ path: / }]
          tls:
            - secretName: shop-acme-dev-tls
              hosts:
                - shop.acme.dev
      `,
    },
    {
      defaults: 'web:\n  ingress:\n    enabled: false\n    hosts: []\n    tls: []\n',
      values: yaml`
        web:
          ingress:
            enabled: true
            hosts:
              - a.acme.dev
        #       ^^^^^^^^^^ 'web.ingress' serves 2 hosts without TLS…
              - b.acme.dev
      `,
    },
    {
      values: yaml`
        ingress:
          enabled: true
          hostname: shop.acme.dev
          tls: false
        # ^^^ 'ingress' serves 'shop.acme.dev' without TLS…
      `,
      titles: [],
    },
  ],
});
