import rule from '../../../server/src/core/rules/kcp-ingress-passthrough.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    // The default annotations are nginx's.
    {
      product: 'kcp/kcp',
      profile: 'default',
      values: 'kcpFrontProxy:\n  ingress:\n    enabled: true\n    ingressClassName: nginx\n',
    },
    { product: 'kcp/kcp', values: 'kcpFrontProxy:\n  ingress:\n    enabled: false\n    ingressClassName: haproxy\n' },
    // Another controller: not known how it passes TLS through.
    { product: 'kcp/kcp', values: 'kcpFrontProxy:\n  ingress:\n    enabled: true\n    ingressClassName: traefik\n' },
    {
      product: 'kcp/kcp',
      values:
        'kcpFrontProxy:\n  ingress:\n    enabled: true\n    ingressClassName: haproxy\n    annotations:\n      haproxy-ingress.github.io/ssl-passthrough: "true"\n',
    },
    {
      product: 'kcp/kcp',
      values:
        'kcpFrontProxy:\n  ingress:\n    enabled: true\n    ingressClassName: nginx\n    annotations:\n      nginx.ingress.kubernetes.io/ssl-passthrough: "{{ .pass }}"\n',
    },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        kcpFrontProxy:
          ingress:
            enabled: true
            ingressClassName: nginx
            annotations:
              nginx.ingress.kubernetes.io/ssl-passthrough: "false"
        #                                                  ^^^^^^^ The Ingress class 'nginx' ends TLS without 'nginx.ingress.kubernetes.io/ssl-passthrough: "true"'…
      `,
      fixed: yaml`
        kcpFrontProxy:
          ingress:
            enabled: true
            ingressClassName: nginx
            annotations:
              nginx.ingress.kubernetes.io/ssl-passthrough: "true"
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcpFrontProxy:
          ingress:
        # ^^^^^^^ The Ingress class 'haproxy-public' ends TLS without 'haproxy.org/ssl-passthrough: "true"'…
            enabled: true
            ingressClassName: haproxy-public
      `,
      fixed: yaml`
        kcpFrontProxy:
          ingress:
            enabled: true
            ingressClassName: haproxy-public
            annotations:
              haproxy.org/ssl-passthrough: "true"
      `,
    },
    {
      product: 'kcp/kcp@0.10.2',
      values: yaml`
        kcpFrontProxy:
          ingress:
            enabled: true
            annotations:
        #   ^^^^^^^^^^^ The Ingress class 'nginx' ends TLS…
              kubernetes.io/ingress.class: nginx
      `,
    },
  ],
});
