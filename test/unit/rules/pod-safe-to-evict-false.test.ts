import rule from '../../../server/src/core/rules/pod-safe-to-evict-false.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'podAnnotations:\n  cluster-autoscaler.kubernetes.io/safe-to-evict: "true"\n',
    // A run that cannot be moved.
    'export-job:\n  image: {}\n  resources: {}\n  podAnnotations:\n    cluster-autoscaler.kubernetes.io/safe-to-evict: "false"\n',
    { defaults: 'podAnnotations:\n  cluster-autoscaler.kubernetes.io/safe-to-evict: "false"\n', values: 'a: 1\n' },
  ],
  invalid: [
    {
      values: yaml`
        podAnnotations:
          a/b: c
          cluster-autoscaler.kubernetes.io/safe-to-evict: "false"
        #                                                 ^^^^^^^ 'podAnnotations["cluster-autoscaler.kubernetes.io/safe-to-evict"]' keeps the node…
      `,
      fixed: yaml`
        podAnnotations:
          a/b: c
      `,
    },
    yaml`
      web:
        podAnnotations:
          karpenter.sh/do-not-disrupt: "true"
      #                                ^^^^^^ 'web.podAnnotations["karpenter.sh/do-not-disrupt"]' keeps…
    `,
    yaml`
      pod: { annotations: { cluster-autoscaler.kubernetes.io/safe-to-evict: "false" } }
      #                                                                     ^^^^^^^ 'pod.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"]' keeps…
    `,
  ],
});
