import { scalarIn } from '../rule/own-values.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import type { ScalarNode } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'monitoring-disabled',
  meta: {
    summary: 'Let Prometheus scrape what runs in production.',
    why: 'Without metrics there is nothing to alert on, to size by or to look at after an outage.',
    remedy:
      'Switch the monitor on that the chart offers. It needs the custom resources of the Prometheus operator: without them the release fails.',
    severity: 'info',
    mode: 'M',
    profile: 'production',
    products: ['helm'],
    messages: {
      off: "'{path}' is off: Prometheus does not scrape this release, and nothing can be alerted on. Switch it on where the Prometheus operator is installed.",
    },
    examples: {
      bad: 'serviceMonitor:\n  enabled: false\n',
      good: 'serviceMonitor:\n  enabled: true\n',
    },
    sources: ['https://prometheus-operator.dev/docs/getting-started/introduction/'],
    covers: ['S0-43', 'S2-19', 'S2-83', 'S4-14'],
    fix: 'unsafe',
  },
  *check(context) {
    const switches = monitorSwitches(context);
    // Once for a release: one monitor that is on shows that its author minds.
    const off = switches.find(({ value, path }) => value === false && context.isOwn(path));
    if (!off || switches.some(({ value }) => value !== false)) {
      return;
    }
    yield {
      path: off.path,
      message: 'off',
      data: { path: formatPath(off.path) },
      fixes: () => [
        {
          title: 'Let Prometheus scrape it',
          safety: 'unsafe',
          operations: [{ op: 'set', path: off.path, value: true }],
        },
      ],
    };
  },
});

const monitorSwitches = ({ select }: RuleContext): readonly ScalarNode[] =>
  ['serviceMonitor', 'podMonitor', 'ServiceMonitor'].flatMap(name =>
    select(`**.${name}`).flatMap(node => scalarIn(node, 'enabled') ?? scalarIn(node, 'create') ?? []),
  );
