import rule from '../../../server/src/core/rules/spaces-router-hpa-disabled.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'router:\n  hpa:\n    enabled: true\n' },
    { product: 'spaces', values: 'router:\n  hpa:\n    enabled: "{{ .hpa }}"\n' },
    { product: 'spaces', values: ['router: { hpa: { enabled: true } }\n', 'router: { replicaCount: 1 }\n'] },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        api:
          replicaCount: 2
        controlPlanes:
          ha:
            enabled: true
        router:
          hpa:
            enabled: false
        #            ^^^^^ 'router.hpa.enabled' is off: all traffic goes through 1 router pod(s), however much it grows…
            maxReplicas: 20
            minReplicas: 1
      `,
      titles: ['Scale the router between 2 and 8 pods'],
      fixed: yaml`
        api:
          replicaCount: 2
        controlPlanes:
          ha:
            enabled: true
        router:
          hpa:
            enabled: true
            maxReplicas: 20
            minReplicas: 2
            targetCPUUtilizationPercentage: 80
            targetMemoryUtilizationPercentage: 80
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        router:
        ^^^^^^ 'router.hpa.enabled' is off: all traffic goes through 3 router pod(s)…
          replicaCount: 3
      `,
      titles: ['Scale the router between 2 and 8 pods', 'Enable high availability'],
      fixed: yaml`
        router:
          replicaCount: 3
          hpa:
            enabled: true
            minReplicas: 2
            maxReplicas: 8
            targetCPUUtilizationPercentage: 80
            targetMemoryUtilizationPercentage: 80
      `,
    },
    {
      // The target for memory came with 1.10.
      product: 'spaces@1.8.0',
      values: yaml`
        account: acme
        ^^^^^^^ 'router.hpa.enabled' is off…
      `,
      fixed: yaml`
        account: acme
        router:
          hpa:
            enabled: true
            minReplicas: 2
            maxReplicas: 8
            targetCPUUtilizationPercentage: 80
      `,
    },
  ],
});
