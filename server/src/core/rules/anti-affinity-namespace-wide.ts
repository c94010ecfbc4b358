import { ownPodTerms } from '../rule/affinity.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

export default defineRule({
  id: 'anti-affinity-namespace-wide',
  meta: {
    summary: 'Keep replicas apart within their namespace.',
    why: 'By default an anti-affinity term looks at the pods of its own namespace. With `namespaceSelector: {}` or a list of namespaces it keeps away from the pods of other releases as well: in Upbound Spaces every control plane has a namespace of its own, and the nodes run out.',
    remedy: 'Leave `namespaceSelector` and `namespaces` away.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['spaces', 'helm'],
    messages: {
      wide: 'This anti-affinity keeps the pods away from those of other namespaces as well, so nodes run out as releases are added. Leave {key} away.',
    },
    examples: {
      bad: 'affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        namespaceSelector: {}\n        labelSelector:\n          matchLabels:\n            app: vcluster\n',
      good: 'affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: vcluster\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#namespace-selector'],
    covers: ['S1-08'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { term, path, anti, required } of ownPodTerms(context)) {
      const selector = nodeAt(term, ['namespaceSelector']);
      const namespaces = nodeAt(term, ['namespaces']);
      const key =
        selector?.kind === 'map'
          ? 'namespaceSelector'
          : namespaces?.kind === 'list' && namespaces.items.length > 1
            ? 'namespaces'
            : undefined;
      if (!anti || !required || key === undefined) {
        continue;
      }
      yield {
        path: [...path, key],
        part: 'key',
        message: 'wide',
        data: { key },
        fixes: () => [
          { title: `Remove ${key}`, safety: 'unsafe', operations: [{ op: 'remove', path: [...path, key] }] },
        ],
      };
    }
  },
});
