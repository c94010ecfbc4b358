import { wholeNumber } from '../kit/json.ts';
import { jsonOf } from '../rule/json-value.ts';
import { fieldsOf } from '../rule/own-values.ts';
import { handlersOf, type Probe, probeSets } from '../rule/probes.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

const longDelay = 60;

export default defineRule({
  id: 'probe-startup-missing',
  meta: {
    summary: 'Wait for a slow start with a startup probe, not with a delay.',
    why: '`initialDelaySeconds` is waited for after every restart, however fast the container starts, and a container that starts slower than that is killed before it is up.',
    remedy: 'Add a startup probe that asks what liveness asks, often and patiently, and drop the delay.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      delay:
        "'{path}' waits {seconds} s before the first liveness check, after every restart. A startup probe waits only as long as the start takes.",
    },
    examples: {
      bad: 'livenessProbe:\n  httpGet: { path: /, port: http }\n  initialDelaySeconds: 120\n',
      good: 'startupProbe:\n  httpGet: { path: /, port: http }\n  failureThreshold: 30\nlivenessProbe:\n  httpGet: { path: /, port: http }\n',
    },
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-startup-probes',
    ],
    covers: ['S2-37', 'S2-49', 'S2-73', 'S2-78'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { liveness, startup } of probeSets(context)) {
      const seconds = wholeNumber(liveness?.fields.initialDelaySeconds);
      const path = liveness && [...liveness.path, 'initialDelaySeconds'];
      if (!liveness || !path || startup || seconds === undefined || seconds < longDelay || !context.isOwn(path)) {
        continue;
      }
      yield {
        path,
        message: 'delay',
        data: { path: formatPath(path), seconds },
        fixes: () => startupFix(context, liveness, seconds),
      };
    }
  },
});

/** Only where the chart passes the probe on, and has a place for the new one. */
function startupFix(context: RuleContext, liveness: Probe, delay: number): readonly Fix[] {
  const [handler] = handlersOf(liveness);
  const startup = [...liveness.path.slice(0, -1), 'startupProbe'];
  const fields = jsonOf(fieldsOf(liveness.node)[handler ?? '']);
  if (
    handler === undefined ||
    fields === undefined ||
    liveness.path.at(-1) !== 'livenessProbe' ||
    context.knows(startup) !== true
  ) {
    return [];
  }
  return [
    {
      title: 'Wait with a startup probe instead',
      safety: 'unsafe',
      operations: [
        {
          op: 'set',
          path: startup,
          value: { [handler]: fields, periodSeconds: 10, failureThreshold: Math.max(30, Math.ceil(delay / 5)) },
        },
        { op: 'set', path: [...liveness.path, 'initialDelaySeconds'], value: 0 },
      ],
    },
  ];
}
