import { wholeNumber } from '../kit/json.ts';
import { probeTiming } from '../kit/probe.ts';
import { componentAround, scalarIn } from '../rule/own-values.ts';
import { ownsAny } from '../rule/ownership.ts';
import { probesOf, timingPaths } from '../rule/probes.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

const defaultDeadline = 600;

export default defineRule({
  id: 'probe-startup-exceeds-deadline',
  meta: {
    summary: 'Give a rollout at least as long as its pods may take to start.',
    why: 'A Deployment that makes no progress within `progressDeadlineSeconds` (600 unless set) is reported as failed, and `helm --atomic` rolls it back, although its pods are still allowed to start.',
    remedy:
      'Raise `progressDeadlineSeconds` above the time that the startup probe allows, or let the startup probe give up sooner.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      exceeds:
        "'{path}' allows {budget} s for the start, but the rollout counts as failed after {deadline} s. Raise progressDeadlineSeconds, or give up sooner.",
    },
    examples: {
      bad: 'replicaCount: 2\nprogressDeadlineSeconds: 300\nstartupProbe:\n  periodSeconds: 10\n  failureThreshold: 60\n',
      good: 'replicaCount: 2\nprogressDeadlineSeconds: 900\nstartupProbe:\n  periodSeconds: 10\n  failureThreshold: 60\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds'],
    covers: ['S2-37', 'S2-45'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const probe of probesOf(context)) {
      const component = componentAround(context, probe.path);
      const budget = probeTiming(probe.fields)?.firstFailSeconds;
      if (probe.role !== 'startup' || component?.kind !== 'deployment' || budget === undefined) {
        continue;
      }
      const written = scalarIn(component.node, 'progressDeadlineSeconds');
      const at = [...component.path, 'progressDeadlineSeconds'];
      // A chart without this setting may have a deadline of its own.
      const isSet = written !== undefined && written.value !== null;
      const deadline = isSet ? wholeNumber(written.value) : context.knows(at) === true ? defaultDeadline : undefined;
      const paths = [...timingPaths(probe), at];
      if (deadline === undefined || budget <= deadline || !ownsAny(context, paths)) {
        continue;
      }
      const wanted = Math.ceil((budget + 300) / 100) * 100;
      yield {
        path: context.isOwn(at) ? at : (paths.find(path => context.isOwn(path)) ?? probe.path),
        message: 'exceeds',
        data: { path: formatPath(probe.path), budget, deadline },
        fixes: () => [
          {
            title: `Allow ${wanted} seconds for the rollout`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: at, value: wanted }],
          },
        ],
      };
    }
  },
});
