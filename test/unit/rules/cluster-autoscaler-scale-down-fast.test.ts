import rule from '../../../server/src/core/rules/cluster-autoscaler-scale-down-fast.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'autoDiscovery: {}\nextraArgs:\n  scale-down-delay-after-add: 600s\n',
    // Flags of another program.
    'extraArgs:\n  scale-down-unneeded-time: 1m\n',
    'cloudProvider: aws\nextraArgs:\n  scan-interval: 10s\n  scale-down-unneeded-time: soon\n',
  ],
  invalid: [
    {
      values: yaml`
        autoDiscovery:
          clusterName: a
        extraArgs:
          scale-down-delay-after-add: 5m
        #                             ^^ 'extraArgs.scale-down-delay-after-add: 5m' removes nodes soon after a peak…
      `,
      fixed: yaml`
        autoDiscovery:
          clusterName: a
        extraArgs:
          scale-down-delay-after-add: 10m
      `,
    },
    yaml`
      cluster-autoscaler:
        cloudProvider: azure
        extraArgs:
          scale-down-unneeded-time: "9m59s"
      #                             ^^^^^^^ 'cluster-autoscaler.extraArgs.scale-down-unneeded-time: 9m59s' removes…
    `,
    yaml`
      autoscalingGroups: []
      extraArgs: { scale-down-unneeded-time: 0 }
      #                                      ^ 'extraArgs.scale-down-unneeded-time: 0' removes…
    `,
  ],
});
