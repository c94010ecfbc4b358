import rule from '../../../server/src/core/rules/cluster-autoscaler-arg-invalid.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'cloudProvider: aws\nextraArgs:\n  scan-interval: 1h30m\n  scale-down-utilization-threshold: 0.5\n',
    'extraArgs:\n  scan-interval: 10\n',
    'cloudProvider: aws\nextraArgs:\n  scan-interval: "{{ .i }}"\n  v: 4\n',
  ],
  invalid: [
    {
      values: yaml`
        cloudProvider: aws
        extraArgs:
          scale-down-unneeded-time: 10mins
        #                           ^^^^^^ 'extraArgs.scale-down-unneeded-time: 10mins' is no Go duration…
          scale-down-utilization-threshold: 50
        #                                   ^^ 'extraArgs.scale-down-utilization-threshold: 50' must be between 0 and 1…
      `,
      fixed: yaml`
        cloudProvider: aws
        extraArgs:
          scale-down-unneeded-time: 10m
          scale-down-utilization-threshold: 0.5
      `,
    },
    {
      values: yaml`
        autoDiscovery: {}
        extraArgs:
          max-node-provision-time: 15
        #                          ^^ 'extraArgs.max-node-provision-time: 15' is no Go duration…
      `,
      titles: [],
    },
    yaml`
      autoDiscovery: {}
      extraArgs: { scan-interval: 1d }
      #                           ^^ 'extraArgs.scan-interval: 1d' is no…
    `,
  ],
});
