import { parsePrometheusDuration } from '../kit/duration.ts';
import { ownPrometheusDurations, respelledDuration } from '../rule/prometheus-durations.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'prometheus-duration-invalid',
  meta: {
    summary: 'Write durations as Prometheus reads them.',
    why: 'The Prometheus operator rejects the monitor or the rule, and the release with it, or Prometheus goes on with its old configuration.',
    remedy: 'Write whole numbers with a unit, the largest first: `30s`, `1h30m`, `1d`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      invalid:
        "'{path}: {value}' is no Prometheus duration: it is rejected. Write whole numbers with a unit, such as 30s or 1h30m.",
    },
    examples: {
      bad: 'serviceMonitor:\n  enabled: true\n  interval: 1.5m\n',
      good: 'serviceMonitor:\n  enabled: true\n  interval: 90s\n',
    },
    sources: ['https://prometheus.io/docs/prometheus/latest/configuration/configuration/'],
    covers: ['S2-67'],
    fix: 'safe',
    replaces: ['schema/type', 'schema/pattern'],
  },
  *check(context) {
    for (const { path, value } of ownPrometheusDurations(context)) {
      if (typeof value === 'boolean' || value === null || value === 0 || isDuration(value)) {
        continue;
      }
      const right = respelledDuration(value);
      yield {
        path,
        message: 'invalid',
        data: { path: formatPath(path), value },
        fixes: () =>
          right === undefined
            ? []
            : [{ title: `Write ${right}`, safety: 'safe', operations: [{ op: 'set', path, value: right }] }],
      };
    }
  },
});

const isDuration = (value: string | number): boolean =>
  typeof value === 'string' && parsePrometheusDuration(value) !== undefined;
