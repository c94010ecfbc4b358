import { metricItems, scaledComponents, textAt } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';
import type { Path } from '../values/path.ts';

/** Where charts have the switch of what scrapes the component. */
const monitors: readonly (readonly string[])[] = [
  ['serviceMonitor', 'enabled'],
  ['podMonitor', 'enabled'],
  ['metrics', 'serviceMonitor', 'enabled'],
  ['metrics', 'podMonitor', 'enabled'],
  ['monitoring', 'serviceMonitor', 'enabled'],
  ['prometheus', 'podMonitor', 'enabled'],
  ['prometheus', 'serviceMonitor', 'enabled'],
];

export default defineRule({
  id: 'hpa-custom-metric-unserved',
  meta: {
    summary: 'Have the metric collected that an autoscaler goes by.',
    why: 'A metric of the pods reaches the autoscaler by way of Prometheus and its adapter. While nothing scrapes the component the metric is `<unknown>`, and the autoscaler does nothing.',
    remedy: 'Switch on the ServiceMonitor or PodMonitor of the chart. Other collectors and adapters are not seen here.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      unserved:
        "'{component}' scales by a metric of type {type}, and what would have it scraped is switched off ('{key}'): the metric stays unknown unless something else collects it.",
    },
    examples: {
      bad: 'serviceMonitor:\n  enabled: false\nautoscaling:\n  enabled: true\n  metrics:\n    - type: Pods\n      pods:\n        metric:\n          name: requests\n',
      good: 'serviceMonitor:\n  enabled: true\nautoscaling:\n  enabled: true\n  metrics:\n    - type: Pods\n      pods:\n        metric:\n          name: requests\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-on-custom-metrics'],
    covers: ['S2-15', 'S2-19', 'S4-14'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const metric = metricItems(autoscaler).find(
        ({ item, at }) => ['Pods', 'Object'].includes(textAt(item, ['type']) ?? '') && context.isOwn(at),
      );
      const switches = monitors
        .map((keys): Path => [...component.path, ...keys])
        .filter(path => nodeAt(context.at(path), []) !== undefined);
      const [first] = switches;
      if (autoscaler.keda || !metric || !first || !switches.every(path => context.value(path) === false)) {
        continue;
      }
      yield {
        path: [...metric.at, 'type'],
        message: 'unserved',
        data: {
          component: titleOf(component),
          type: textAt(metric.item, ['type']) ?? '',
          key: first.slice(component.path.length).join('.'),
        },
        fixes: () => [
          {
            title: `Switch ${first.slice(component.path.length, -1).join('.')} on`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: first, value: true }],
          },
        ],
      };
    }
  },
});
