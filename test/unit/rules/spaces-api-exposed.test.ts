import rule from '../../../server/src/core/rules/spaces-api-exposed.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'api:\n  proxy:\n    service:\n      type: ClusterIP\n' },
    { product: 'spaces', values: 'router:\n  proxy:\n    service:\n      type: LoadBalancer\n' },
    { product: 'spaces', values: 'api:\n  proxy:\n    service:\n      type: "{{ .type }}"\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        api:
          proxy:
            service:
              type: LoadBalancer
        #           ^^^^^^^^^^^^ 'api.proxy.service.type: LoadBalancer' opens spaces-api past the router…
      `,
      fixed: yaml`
        api:
          proxy:
            service:
              type: ClusterIP
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        api: { proxy: { service: { type: "NodePort" } } }
        #                                ^^^^^^^^^^ 'api.proxy.service.type: NodePort' opens…
      `,
      fixed: 'api: { proxy: { service: { type: "ClusterIP" } } }\n',
    },
    {
      product: 'spaces@1.14.0',
      values: [
        "api: { proxy: { service: { type: LoadBalancer } } }\n#                                ^^^^^^^^^^^^ 'api.proxy.service.type: LoadBalancer' opens…\n",
        'account: acme\n',
      ],
    },
  ],
});
