import { parsePrometheusDuration } from '../kit/duration.ts';
import { scalarIn } from '../rule/own-values.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import type { ValueNode } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'service-monitor-timeout',
  meta: {
    summary: 'Let a scrape time out within its interval.',
    why: 'Prometheus refuses a timeout above the interval: the operator leaves the monitor out, and nothing of it is scraped.',
    remedy: 'Lower `scrapeTimeout`, or raise `interval`.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm'],
    messages: {
      exceeds:
        "'{path}' waits {timeout} for a scrape and scrapes every {interval}: Prometheus refuses it. Keep the timeout within the interval.",
    },
    examples: {
      bad: 'serviceMonitor:\n  enabled: true\n  interval: 10s\n  scrapeTimeout: 30s\n',
      good: 'serviceMonitor:\n  enabled: true\n  interval: 30s\n  scrapeTimeout: 10s\n',
    },
    sources: ['https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const timeout of context.select('**.scrapeTimeout')) {
      const map = context.at(timeout.path.slice(0, -1));
      const interval = scalarIn(map, 'interval') ?? scalarIn(map, 'scrapeInterval');
      const [limit, period] = [durationOf(timeout), durationOf(interval)];
      if (
        !interval ||
        limit === undefined ||
        period === undefined ||
        limit <= period ||
        !ownsAny(context, [timeout.path, interval.path])
      ) {
        continue;
      }
      yield {
        path: context.isOwn(timeout.path) ? timeout.path : interval.path,
        message: 'exceeds',
        data: {
          path: formatPath(timeout.path.slice(0, -1)),
          timeout: textOf(timeout),
          interval: textOf(interval),
        },
        fixes: () => [
          {
            title: `Time out after ${textOf(interval)}`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: timeout.path, value: textOf(interval) }],
          },
        ],
      };
    }
  },
});

const textOf = (node: ValueNode | undefined): string => (node?.kind === 'scalar' ? String(node.value) : '');

/** Undefined when unset or no duration; 0 means the default. */
function durationOf(node: ValueNode | undefined): bigint | undefined {
  const duration =
    node?.kind === 'scalar' && typeof node.value === 'string' ? parsePrometheusDuration(node.value) : undefined;
  return duration === 0n ? undefined : duration;
}
