import { isTemplate, wholeNumber } from '../kit/json.ts';
import { probesOf } from '../rule/probes.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'probe-success-threshold',
  meta: {
    summary: 'Keep successThreshold of liveness and startup probes at 1.',
    why: 'Only a readiness probe may ask for several successes in a row. For the other two the API server rejects anything but 1.',
    remedy: 'Set it to 1, or leave it out.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      threshold:
        "'{path}' must be 1: Kubernetes rejects a {role} probe that asks for {value} successes. Only readiness probes may.",
    },
    examples: {
      bad: 'livenessProbe:\n  successThreshold: 2\n',
      good: 'readinessProbe:\n  successThreshold: 2\n',
    },
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes',
    ],
    covers: ['S2-42'],
    fix: 'safe',
  },
  *check(context) {
    for (const { role, path, fields } of probesOf(context)) {
      const at = [...path, 'successThreshold'];
      const value = isTemplate(fields.successThreshold) ? undefined : wholeNumber(fields.successThreshold);
      if (role === 'readiness' || value === undefined || value < 2 || !context.isOwn(at)) {
        continue;
      }
      yield {
        path: at,
        message: 'threshold',
        data: { path: formatPath(at), role, value },
        fixes: () => [
          { title: 'Set successThreshold to 1', safety: 'safe', operations: [{ op: 'set', path: at, value: 1 }] },
        ],
      };
    }
  },
});
