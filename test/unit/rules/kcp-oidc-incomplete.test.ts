import rule from '../../../server/src/core/rules/kcp-oidc-incomplete.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'kcp/kcp',
      profile: 'default',
      values: 'oidc:\n  enabled: true\n  issuerUrl: https://idp.example.com\n  clientId: kcp\n',
    },
    { product: 'kcp/kcp', values: 'oidc:\n  enabled: false\n' },
    { product: 'kcp/kcp', values: 'oidc:\n  enabled: true\n  issuerUrl: ${ISSUER}\n  clientId: ${CLIENT}\n' },
    // Spelled as in the kcp-operator: the schema offers the right spelling.
    { product: 'kcp/kcp', values: 'oidc:\n  enabled: true\n  issuerURL: https://idp.example.com\n  clientID: kcp\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      profile: 'default',
      values: yaml`
        oidc:
          enabled: true
          issuerUrl: https://idp.example.com
          clientId: ""
        #           ^^ 'oidc.enabled' is on, but 'oidc.clientId' is empty…
      `,
      titles: [],
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        oidc:
        ^^^^ 'oidc.enabled' is on, but 'oidc.issuerUrl' is empty…
          enabled: true
          clientId: kcp
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        authentication:
          configMapRef:
            name: authentication
        oidc:
          enabled: true
        #          ^^^^ 'authentication.configMapRef.name' is set: the chart ignores 'oidc'…
          issuerUrl: https://idp.example.com
          clientId: kcp
      `,
      fixed: yaml`
        authentication:
          configMapRef:
            name: authentication
        oidc:
          enabled: false
          issuerUrl: https://idp.example.com
          clientId: kcp
      `,
    },
  ],
});
