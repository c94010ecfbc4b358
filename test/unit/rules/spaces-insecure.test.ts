import rule from '../../../server/src/core/rules/spaces-insecure.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'router:\n  insecure: false\n' },
    { product: 'spaces', values: 'router:\n  insecure: "{{ .insecure }}"\n' },
    { product: 'helm', values: 'router:\n  insecure: true\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        router:
          insecure: true # behind the mesh
        #           ^^^^ 'router.insecure: true' switches TLS off…
      `,
      fixed: yaml`
        router:
          insecure: false # behind the mesh
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        api:
          insecure: true
        #           ^^^^ 'api.insecure: true' switches TLS off…
        gatewayAPI: { insecure: true }
        #                       ^^^^ 'gatewayAPI.insecure: true' switches TLS off…
      `,
    },
    {
      product: 'spaces@1.15.1',
      values: yaml`
        ingress:
          insecure: yes
        #           ^^^ 'ingress.insecure: true' switches TLS off…
      `,
    },
  ],
});
