import { isOff } from '../rule/component.ts';
import { isEmptyNode, ownMaps } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { isTemplated, nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'alert-rules-missing',
  meta: {
    summary: 'Alert on an autoscaler at its limit and on stuck rollouts.',
    why: 'Nobody is told when the autoscaler has reached its maximum, when it flaps, or when a rollout does not finish. An opinion: the alerts may be kept with the monitoring.',
    remedy: 'Add the alerts HPAMaxedOut, FrequentScaling and RolloutStuck.',
    severity: 'info',
    mode: 'M',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      missing: "'{path}' has no alerts: nobody is told when the autoscaler is at its limit or a rollout is stuck.",
    },
    examples: {
      bad: 'prometheusRule:\n  enabled: true\n  rules: []\n',
      good: 'prometheusRule:\n  enabled: true\n  rules:\n    - alert: HPAMaxedOut\n      expr: a == b\n',
    },
    sources: ['https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/'],
    covers: ['S0-49', 'S0-50', 'S2-67', 'S2-68', 'S2-69'],
  },
  *check(context) {
    for (const map of ownMaps(context, ['prometheusRule', 'prometheusRules'])) {
      const key = ['rules', 'groups', 'alerts'].find(name => map.entries.has(name));
      const rules = key === undefined ? undefined : nodeAt(map, [key]);
      if (isOff(map) || (rules !== undefined && isEmptyNode(rules) && !isTemplated(rules))) {
        yield { path: map.path, part: 'key', message: 'missing', data: { path: formatPath(map.path) } };
      }
    }
  },
});
