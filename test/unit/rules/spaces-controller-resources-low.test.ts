import rule from '../../../server/src/core/rules/spaces-controller-resources-low.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'spaces',
      values:
        'controller:\n  controller:\n    resources:\n      requests: { cpu: 0.5, memory: 2Gi }\n      limits: { cpu: 2, memory: 4096Mi }\n',
    },
    // No limit is no low limit.
    {
      product: 'spaces',
      values:
        'controller:\n  controller:\n    resources:\n      requests: { cpu: 1, memory: 2Gi }\n      limits: { cpu: null, memory: null }\n',
    },
    // At the wrong place: spaces-controller-resources-misplaced.
    { product: 'spaces', values: 'controller:\n  resources:\n    requests:\n      cpu: 500m\n' },
    { product: 'spaces', values: 'controller:\n  controller:\n    resources: "{{ .resources }}"\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controller:
          controller:
            resources:
              requests:
                cpu: 100m
        #            ^^^^ The controller has requests.cpu 100m, below 500m of the high availability guide…
                memory: 1Gi
              limits: { cpu: "4", memory: 4Gi }
      `,
      fixed: yaml`
        controller:
          controller:
            resources:
              requests:
                cpu: 500m
                memory: 1Gi
              limits: { cpu: "4", memory: 4Gi }
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        account: acme
        ^^^^^^^ The controller has requests.cpu 250m, requests.memory 500Mi, limits.cpu 1000m, limits.memory 2000Mi, below 500m, 1Gi, 2000m, 4Gi of…
      `,
      titles: ['Give the controller the resources of the guide'],
      fixed: yaml`
        account: acme
        controller:
          controller:
            resources:
              requests:
                cpu: 500m
                memory: 1Gi
              limits:
                cpu: 2000m
                memory: 4Gi
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controller:
          controller:
            resources:
              requests: { cpu: 500m, memory: 1Gi }
              limits: { cpu: 2, memory: 2Gi }
        #                               ^^^ The controller has limits.memory 2Gi, below 4Gi…
      `,
      fixed: yaml`
        controller:
          controller:
            resources:
              requests: { cpu: 500m, memory: 1Gi }
              limits: { cpu: 2, memory: 4Gi }
      `,
    },
  ],
});
