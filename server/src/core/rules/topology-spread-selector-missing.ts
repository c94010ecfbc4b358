import { isAbsent } from '../kit/json.ts';
import { defineRule } from '../rule/rule.ts';
import { ownSpreadLists } from '../rule/spread-constraints.ts';

export default defineRule({
  id: 'topology-spread-selector-missing',
  meta: {
    summary: 'Say which pods a topology spread constraint counts.',
    why: 'A constraint without a `labelSelector` counts no pods and spreads nothing. Some charts add the selector of their own pods; where the chart does not, the constraint is void.',
    remedy: "Add the labels of the component's pods, unless the chart adds them.",
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces'],
    messages: {
      nothing:
        'This constraint has no labelSelector: unless the chart adds one, it counts no pods and spreads nothing.',
    },
    examples: {
      bad: 'topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: ScheduleAnyway\n',
      good: 'topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector:\n      matchLabels:\n        app: web\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
  },
  *check(context) {
    for (const { node, fields } of ownSpreadLists(context).flatMap(({ constraints }) => constraints)) {
      if (isAbsent(fields.labelSelector) && node.entries.size > 0) {
        yield { path: node.path, message: 'nothing' };
      }
    }
  },
});
