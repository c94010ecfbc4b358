import { isAbsent, isTemplate, wholeNumber } from '../kit/json.ts';
import { defineRule } from '../rule/rule.ts';
import { toJson } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'affinity-weight',
  meta: {
    summary: 'Give every preferred affinity term a weight from 1 to 100.',
    why: 'The API server rejects a preference without a weight, or with one outside of 1 to 100.',
    remedy: 'Use 100 for the strongest preference.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      range: '{weight} is no weight: Kubernetes takes 1 to 100, and rejects anything else.',
      missing: "'{path}' has no weight: Kubernetes rejects a preference without one. Give it 1 to 100.",
    },
    examples: {
      bad: 'affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 0\n        podAffinityTerm:\n          topologyKey: kubernetes.io/hostname\n',
      good: 'affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 100\n        podAffinityTerm:\n          topologyKey: kubernetes.io/hostname\n',
    },
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const list of context.select('**.preferredDuringSchedulingIgnoredDuringExecution')) {
      for (const item of list.kind === 'list' && context.isOwn(list.path) ? list.items : []) {
        const isTerm = item.kind === 'map' && ['podAffinityTerm', 'preference'].some(key => item.entries.has(key));
        if (!isTerm) {
          continue;
        }
        const weight = toJson(item.entries.get('weight')?.value);
        const number = wholeNumber(weight);
        if (isTemplate(weight) || (number !== undefined && number >= 1 && number <= 100)) {
          continue;
        }
        const place = isAbsent(weight) ? item.path : [...item.path, 'weight'];
        const fixes = () => [
          {
            title: 'Set weight 100',
            safety: 'unsafe' as const,
            operations: [{ op: 'set' as const, path: [...item.path, 'weight'], value: 100 }],
          },
        ];
        if (isAbsent(weight)) {
          yield { path: place, message: 'missing', data: { path: formatPath(item.path) }, fixes };
        } else {
          yield { path: place, message: 'range', data: { weight: String(weight) }, fixes };
        }
      }
    }
  },
});
