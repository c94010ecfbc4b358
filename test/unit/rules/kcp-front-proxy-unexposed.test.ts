import rule from '../../../server/src/core/rules/kcp-front-proxy-unexposed.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'kcp/kcp', values: 'kcpFrontProxy:\n  service:\n    type: LoadBalancer\n' },
    { product: 'kcp/kcp', values: 'kcpFrontProxy:\n  gateway:\n    enabled: true\n' },
    { product: 'kcp/kcp', values: 'kcpFrontProxy:\n  service:\n    type: "{{ .type }}"\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        kcpFrontProxy:
          service:
            type: ClusterIP
        #         ^^^^^^^^^ 'kcpFrontProxy.service.type' is ClusterIP, and there is no Ingress, Gateway or Route…
      `,
      fixed: yaml`
        kcpFrontProxy:
          service:
            type: LoadBalancer
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: "externalHostname: kcp.example.com\n^^^^^^^^^^^^^^^^ 'kcpFrontProxy.service.type' is ClusterIP…\n",
    },
    {
      product: 'kcp/kcp@0.16.6',
      values:
        "kcpFrontProxy:\n^^^^^^^^^^^^^ 'kcpFrontProxy.service.type' is ClusterIP…\n  ingress:\n    enabled: false\n",
    },
  ],
});
