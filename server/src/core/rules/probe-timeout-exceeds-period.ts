import { wholeNumber } from '../kit/json.ts';
import { probeCombination } from '../kit/probe.ts';
import { probesOf } from '../rule/probes.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'probe-timeout-exceeds-period',
  meta: {
    summary: 'Let a probe time out within its period.',
    why: 'The next check waits for the one before it. A timeout above the period makes the checks rarer than the file says, and a failure is found later than it looks.',
    remedy: 'Keep `timeoutSeconds` at or below `periodSeconds` (10 when it is left out).',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      exceeds:
        "'{path}' waits {timeout} s for an answer and asks every {period} s: checks that hang come later than planned. Keep the timeout within the period.",
    },
    examples: {
      bad: 'livenessProbe:\n  periodSeconds: 5\n  timeoutSeconds: 10\n',
      good: 'livenessProbe:\n  periodSeconds: 10\n  timeoutSeconds: 10\n',
    },
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes',
    ],
    covers: ['S2-84'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { fields, path } of probesOf(context)) {
      const [timeout, period] = [wholeNumber(fields.timeoutSeconds), wholeNumber(fields.periodSeconds ?? 10) || 10];
      const at = [...path, 'timeoutSeconds'];
      const exceeds = probeCombination({ livenessProbe: fields }).some(
        ({ finding }) => finding === 'probe-timeout-exceeds-period',
      );
      // Without the chart's defaults a period that is not written is not known.
      const isKnown = context.complete || fields.periodSeconds !== undefined;
      if (timeout === undefined || !exceeds || !isKnown || !context.isOwn(at)) {
        continue;
      }
      yield {
        path: at,
        message: 'exceeds',
        data: { path: formatPath(path), timeout, period },
        fixes: () => [
          {
            title: `Time out after ${period} seconds`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: at, value: period }],
          },
          {
            title: `Ask every ${timeout} seconds`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: [...path, 'periodSeconds'], value: timeout }],
          },
        ],
      };
    }
  },
});
