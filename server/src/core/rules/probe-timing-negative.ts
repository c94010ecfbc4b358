import { wholeNumber } from '../kit/json.ts';
import { unset } from '../rule/ownership.ts';
import { probesOf } from '../rule/probes.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

/** What holds where the field is left out. */
const defaults = {
  initialDelaySeconds: 0,
  periodSeconds: 10,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
} as const;

export default defineRule({
  id: 'probe-timing-negative',
  meta: {
    summary: 'Keep the timings of probes at zero or above.',
    why: 'The API server rejects negative timings. A zero is no way to say "at once" or "never" either: for the period, the timeout and the thresholds it means the default.',
    remedy: 'Write the number of seconds or tries, or leave the field out for its default.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      negative:
        "'{path}: {value}' is negative: Kubernetes rejects the pod. Leave it out for the default of {default}, or give a number.",
    },
    examples: {
      bad: 'livenessProbe:\n  initialDelaySeconds: -1\n',
      good: 'livenessProbe:\n  initialDelaySeconds: 0\n',
    },
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes',
    ],
    fix: 'unsafe',
    replaces: ['schema/range'],
  },
  *check(context) {
    for (const { path, fields } of probesOf(context)) {
      for (const [name, fallback] of Object.entries(defaults)) {
        const at = [...path, name];
        const value = wholeNumber(fields[name]);
        if (value === undefined || value >= 0 || !context.isOwn(at)) {
          continue;
        }
        yield {
          path: at,
          message: 'negative',
          data: { path: formatPath(at), value, default: fallback },
          fixes: () => [
            { title: `Use the default of ${fallback}`, safety: 'unsafe', operations: [unset(context, at)] },
          ],
        };
      }
    }
  },
});
