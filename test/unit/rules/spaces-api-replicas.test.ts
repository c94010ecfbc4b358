import rule from '../../../server/src/core/rules/spaces-api-replicas.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'api:\n  replicaCount: 2\n' },
    // The autoscaler decides.
    { product: 'spaces', values: 'api:\n  replicaCount: 1\n  hpa:\n    enabled: true\n    minReplicas: 2\n' },
    { product: 'spaces', values: 'api:\n  hpa:\n    enabled: "{{ .hpa }}"\n' },
    { product: 'spaces', values: 'api:\n  replicaCount: ${REPLICAS}\n' },
    { product: 'spaces@1.8.0', values: 'account: acme\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        api:
          replicaCount: 1
        #               ^ 'api.replicaCount' leaves spaces-api with 1 pod(s): the Space's API is away at every upgrade…
      `,
      titles: ['Run 2 spaces-api pods', 'Enable high availability'],
      fixed: yaml`
        api:
          replicaCount: 2
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        api:
          replicaCount: 4
          hpa:
        # ^^^ 'api.hpa.minReplicas' leaves spaces-api with 1 pod(s)…
            enabled: true
      `,
      fixed: yaml`
        api:
          replicaCount: 4
          hpa:
            enabled: true
            minReplicas: 2
      `,
    },
    {
      // Nobody set it: the chart's default is 1.
      product: 'spaces@1.17.1',
      values: yaml`
        account: acme
        ^^^^^^^ 'api.replicaCount' leaves spaces-api with 1 pod(s)…
      `,
      fixed: yaml`
        account: acme
        api:
          replicaCount: 2
      `,
    },
  ],
});
