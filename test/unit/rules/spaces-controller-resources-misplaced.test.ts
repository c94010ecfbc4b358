import rule from '../../../server/src/core/rules/spaces-controller-resources-misplaced.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    {
      product: 'spaces',
      profile: 'default',
      values: 'controller:\n  controller:\n    resources:\n      requests:\n        cpu: 500m\n',
    },
    { product: 'spaces', values: 'controller:\n  replicaCount: 1\n' },
    { product: 'helm', values: 'controller:\n  resources:\n    requests:\n      cpu: 500m\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      profile: 'default',
      values: yaml`
        controller:
          # headroom for spikes
          resources:
        # ^^^^^^^^^ The chart does not read 'controller.resources': the controller keeps its default resources…
            requests:
              cpu: "500m"
              memory: "1Gi" # reserved
      `,
      titles: ["Move to 'controller.controller.resources'"],
      fixed: yaml`
        controller:
          controller:
            # headroom for spikes
            resources:
              requests:
                cpu: "500m"
                memory: "1Gi" # reserved
      `,
    },
    {
      product: 'spaces@1.12.0',
      values: yaml`
        controller:
          replicaCount: 1
          resources: { requests: { cpu: 500m } }
        # ^^^^^^^^^ The chart does not read…
          controller:
            command: []
      `,
      fixed: yaml`
        controller:
          replicaCount: 1
          controller:
            command: []
            resources: { requests: { cpu: 500m } }
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controller:
          resources:
        # ^^^^^^^^^ The chart does not read…
            requests:
              cpu: 500m
          controller:
            resources:
              requests:
                cpu: 250m
      `,
      titles: ["Remove 'controller.resources', which has no effect"],
      fixed: yaml`
        controller:
          controller:
            resources:
              requests:
                cpu: 250m
      `,
    },
  ],
});
