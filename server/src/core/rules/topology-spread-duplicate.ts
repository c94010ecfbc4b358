import { repeatedConstraints } from '../kit/topology-spread.ts';
import { defineRule } from '../rule/rule.ts';
import { ownSpreadLists } from '../rule/spread-constraints.ts';

export default defineRule({
  id: 'topology-spread-duplicate',
  meta: {
    summary: 'Write one topology spread constraint per label and mode.',
    why: 'The API server rejects a pod with two constraints of the same `topologyKey` and `whenUnsatisfiable`.',
    remedy: 'Keep one of the two.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      twice:
        "A constraint above already has topologyKey '{key}' and whenUnsatisfiable {mode}: Kubernetes rejects the two together. Keep one.",
    },
    examples: {
      bad: 'topologySpreadConstraints:\n  - { maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {} }\n  - { maxSkew: 2, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {} }\n',
      good: 'topologySpreadConstraints:\n  - { maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {} }\n  - { maxSkew: 2, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {} }\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { constraints } of ownSpreadLists(context)) {
      for (const index of repeatedConstraints(constraints.map(({ fields }) => fields))) {
        const repeated = constraints[index];
        if (repeated && repeated.fields.topologyKey !== undefined) {
          const { path } = repeated.node;
          yield {
            path,
            message: 'twice',
            data: { key: String(repeated.fields.topologyKey), mode: String(repeated.fields.whenUnsatisfiable) },
            fixes: () => [{ title: 'Remove this constraint', safety: 'unsafe', operations: [{ op: 'remove', path }] }],
          };
        }
      }
    }
  },
});
