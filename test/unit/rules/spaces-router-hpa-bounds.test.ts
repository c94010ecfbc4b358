import rule from '../../../server/src/core/rules/spaces-router-hpa-bounds.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'router:\n  hpa:\n    enabled: false\n    minReplicas: 1\n' },
    // Figures of one's own.
    {
      product: 'spaces',
      values:
        'router:\n  hpa:\n    enabled: true\n    minReplicas: 3\n    maxReplicas: 6\n    targetMemoryUtilizationPercentage: 60\n',
    },
    { product: 'spaces', values: 'router:\n  hpa:\n    enabled: "{{ .hpa }}"\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        router:
          hpa:
        # ^^^ The router scales by the chart's defaults for minReplicas, maxReplicas, targetMemoryUtilizationPercentage…
            enabled: true
      `,
      titles: ['Scale between 2 and 8 pods at 80 percent'],
      fixed: yaml`
        router:
          hpa:
            enabled: true
            minReplicas: 2
            maxReplicas: 8
            targetMemoryUtilizationPercentage: 80
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        router:
          hpa:
            enabled: true
            minReplicas: 1
        #                ^ 'router.hpa.minReplicas: 1' lets the router, the way in for all traffic, shrink to a single pod…
            maxReplicas: 4
            targetMemoryUtilizationPercentage: 70
      `,
      fixed: yaml`
        router:
          hpa:
            enabled: true
            minReplicas: 2
            maxReplicas: 4
            targetMemoryUtilizationPercentage: 70
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        router:
          hpa: { enabled: true, minReplicas: 2, maxReplicas: 8 }
        # ^^^ The router scales by the chart's defaults for targetMemoryUtilizationPercentage…
      `,
      fixed: yaml`
        router:
          hpa: { enabled: true, minReplicas: 2, maxReplicas: 8, targetMemoryUtilizationPercentage: 80 }
      `,
    },
  ],
});
