import rule from '../../../server/src/core/rules/service-type-exposed.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'service:\n  type: ClusterIP\n',
    'service:\n  type: LoadBalancer\n  loadBalancerSourceRanges: [10.0.0.0/8]\n',
    'service:\n  type: LoadBalancer\n  annotations:\n    service.beta.kubernetes.io/aws-load-balancer-scheme: internal\n',
    // Made to be reached.
    'ingress-nginx:\n  service:\n    type: LoadBalancer\n',
    { product: 'kcp/kcp', values: 'kcpFrontProxy:\n  service:\n    type: LoadBalancer\n' },
    'service:\n  type: NodePort\ningress:\n  enabled: true\n  className: alb\n',
    'volume:\n  type: NodePort\n',
  ],
  invalid: [
    {
      values: yaml`
        service:
          type: NodePort
        #       ^^^^^^^^ 'service.type: NodePort' opens a port on every node, past the ingress…
      `,
      fixed: yaml`
        service:
          type: ClusterIP
      `,
    },
    yaml`
      redis:
        master:
          service:
            type: LoadBalancer
      #           ^^^^^^^^^^^^ 'redis.master.service.type: LoadBalancer' is open to every address…
    `,
    yaml`
      metricsService: { type: NodePort }
      #                       ^^^^^^^^ 'metricsService.type: NodePort' opens…
    `,
  ],
});
