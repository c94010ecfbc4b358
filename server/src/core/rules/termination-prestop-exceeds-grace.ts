import { proposedGrace, terminationFindings } from '../kit/probe.ts';
import { fieldsOf } from '../rule/own-values.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { extendGrace, graceAround, preStopSleep } from '../rule/termination.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'termination-prestop-exceeds-grace',
  meta: {
    summary: 'Leave time for the process to end after its preStop hook.',
    why: 'The grace period includes the preStop hook. A hook that sleeps for all of it leaves nothing: SIGTERM is followed at once by SIGKILL, and requests and writes in flight are lost.',
    remedy: 'Set `terminationGracePeriodSeconds` to the sleep and 30 seconds more, or sleep for less.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      exceeds:
        "'{path}' sleeps {sleep} s, and the pod is killed after {grace} s: the process gets no time to end. Allow {wanted} s, or sleep for less.",
    },
    examples: {
      bad: 'replicaCount: 2\nterminationGracePeriodSeconds: 30\nlifecycle:\n  preStop:\n    sleep:\n      seconds: 30\n',
      good: 'replicaCount: 2\nterminationGracePeriodSeconds: 60\nlifecycle:\n  preStop:\n    sleep:\n      seconds: 30\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination'],
    covers: ['S2-54', 'S2-58', 'S2-73'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const hook of context.select('**.preStop')) {
      const sleep = preStopSleep(fieldsOf(hook));
      const grace = graceAround(context, hook.path);
      if (
        sleep === undefined ||
        !grace ||
        !terminationFindings({ preStopSleep: sleep, grace: grace.seconds, loadBalancerDrain: 0 }).includes(
          'termination-prestop-exceeds-grace',
        ) ||
        !ownsAny(context, [hook.path, grace.path])
      ) {
        continue;
      }
      const wanted = proposedGrace(sleep, 0);
      yield {
        path: context.isOwn(grace.path) ? grace.path : hook.path,
        ...(context.isOwn(grace.path) ? {} : { part: 'key' as const }),
        message: 'exceeds',
        data: { path: formatPath(hook.path), sleep, grace: grace.seconds, wanted },
        fixes: () => [extendGrace(grace, wanted)],
      };
    }
  },
});
