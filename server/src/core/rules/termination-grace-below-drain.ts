import { proposedGrace, terminationFindings } from '../kit/probe.ts';
import { drainsOf } from '../rule/load-balancer-drain.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { extendGrace, graceAround } from '../rule/termination.ts';

export default defineRule({
  id: 'termination-grace-below-drain',
  meta: {
    summary: 'Let pods live as long as the load balancer drains them.',
    why: 'The load balancer lets requests in flight finish for its draining time. A pod that is killed earlier cuts them off, at every deployment and scale-down.',
    remedy: 'Set `terminationGracePeriodSeconds` to the draining time and 30 seconds more, or drain for less.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      below:
        'The load balancer drains for {drain} s, but pods are killed after {grace} s: requests in flight are cut off. Allow {wanted} s to end, or drain for less.',
    },
    examples: {
      bad: 'replicaCount: 2\nterminationGracePeriodSeconds: 30\ningress:\n  annotations:\n    alb.ingress.kubernetes.io/target-group-attributes: deregistration_delay.timeout_seconds=60\n',
      good: 'replicaCount: 2\nterminationGracePeriodSeconds: 90\ningress:\n  annotations:\n    alb.ingress.kubernetes.io/target-group-attributes: deregistration_delay.timeout_seconds=60\n',
    },
    sources: [
      'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/',
      'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
    ],
    covers: ['S2-27', 'S2-45', 'S2-53', 'S2-59'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, seconds: drain } of drainsOf(context)) {
      const grace = graceAround(context, path);
      if (
        !grace ||
        !terminationFindings({ preStopSleep: 0, grace: grace.seconds, loadBalancerDrain: drain }).includes(
          'termination-grace-below-drain',
        ) ||
        !ownsAny(context, [path, grace.path])
      ) {
        continue;
      }
      const wanted = proposedGrace(0, drain);
      yield {
        path: context.isOwn(grace.path) ? grace.path : path,
        message: 'below',
        data: { drain, grace: grace.seconds, wanted },
        fixes: () => [extendGrace(grace, wanted)],
      };
    }
  },
});
