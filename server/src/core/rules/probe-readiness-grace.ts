import { wholeNumber } from '../kit/json.ts';
import { unset } from '../rule/ownership.ts';
import { probesOf } from '../rule/probes.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'probe-readiness-grace',
  meta: {
    summary: 'Leave terminationGracePeriodSeconds out of readiness probes.',
    why: 'A failing readiness probe ends nothing, so it has no grace period: the API server rejects one there. On the other probes it must be above 0.',
    remedy: 'Take it out of the probe. The grace period of the pod stands beside the probes, not in them.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      readiness:
        "'{path}' is not allowed: a readiness probe ends nothing, and Kubernetes rejects the pod. Take it out of the probe.",
      zero: "'{path}: {value}' is rejected by Kubernetes: the grace period of a probe must be above 0. Take it out to use the pod's.",
    },
    examples: {
      bad: 'readinessProbe:\n  terminationGracePeriodSeconds: 60\n',
      good: 'livenessProbe:\n  terminationGracePeriodSeconds: 60\n',
    },
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#probe-level-terminationgraceperiodseconds',
    ],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { role, path, fields } of probesOf(context)) {
      const at = [...path, 'terminationGracePeriodSeconds'];
      const value = wholeNumber(fields.terminationGracePeriodSeconds);
      if (value === undefined || !context.isOwn(at) || (role !== 'readiness' && value > 0)) {
        continue;
      }
      const fixes = () =>
        [{ title: 'Take it out of the probe', safety: 'unsafe', operations: [unset(context, at)] }] as const;
      yield role === 'readiness'
        ? { path: at, part: 'key', message: 'readiness', data: { path: formatPath(at) }, fixes }
        : { path: at, message: 'zero', data: { path: formatPath(at), value }, fixes };
    }
  },
});
