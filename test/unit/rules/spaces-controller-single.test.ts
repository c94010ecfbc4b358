import rule from '../../../server/src/core/rules/spaces-controller-single.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    { product: 'spaces', values: 'controller:\n  replicaCount: 2\n' },
    { product: 'spaces', values: 'controller:\n  replicaCount: "{{ .replicas }}"\n' },
    // Before 1.13 two controllers would not elect a leader.
    { product: 'spaces@1.12.0', values: 'controller:\n  replicaCount: 1\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        controller:
          replicaCount: 1
        #               ^ 'controller.replicaCount' leaves the controller with one pod…
      `,
      fixed: yaml`
        controller:
          replicaCount: 2
          controller:
            podDisruptionBudget:
              enabled: true
              minAvailable: 1
      `,
    },
    {
      product: 'spaces@1.13.1',
      values: yaml`
        controller:
        ^^^^^^^^^^ 'controller.replicaCount' leaves the controller with one pod…
          controller:
            podDisruptionBudget:
              maxUnavailable: 1
      `,
      fixed: yaml`
        controller:
          controller:
            podDisruptionBudget:
              maxUnavailable: 1
              enabled: true
          replicaCount: 2
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: [
        'controller: { replicaCount: 2 }\n',
        "controller: { replicaCount: 1 }\n#                           ^ 'controller.replicaCount' leaves…\n",
      ],
    },
  ],
});
