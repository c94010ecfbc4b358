import type { JsonValue } from '../product/table.ts';
import { ownPodTerms } from '../rule/affinity.ts';
import { defineRule } from '../rule/rule.ts';
import { isNull, nodeAt, toJson } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'anti-affinity-selector-missing',
  meta: {
    summary: 'Say which pods an affinity term is about.',
    why: 'A term without a `labelSelector` matches no pod at all, so the pods are neither kept apart nor together.',
    remedy: 'Add a selector for the labels of the pods that the term is about, usually those of the component itself.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      nothing: "'{path}' has no labelSelector, so it matches no pod and does nothing. Select the pods to keep {where}.",
    },
    examples: {
      bad: 'affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n',
      good: 'affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: web\n',
    },
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/'],
    fix: 'unsafe',
  },
  *check(context) {
    const terms = ownPodTerms(context);
    for (const { term, path, anti, list } of terms) {
      const selector = nodeAt(term, ['labelSelector']);
      if (term.entries.size === 0 || (selector !== undefined && !isNull(selector))) {
        continue;
      }
      const model = terms.find(
        other =>
          String(other.list.slice(0, -1)) === String(list.slice(0, -1)) &&
          nodeAt(other.term, ['labelSelector'])?.kind === 'map',
      );
      yield {
        path,
        message: 'nothing',
        data: { path: formatPath(path), where: anti ? 'apart' : 'together' },
        fixes: () =>
          model
            ? [
                {
                  title: 'Select the pods of the term beside it',
                  safety: 'unsafe',
                  operations: [
                    {
                      op: 'set',
                      path: [...path, 'labelSelector'],
                      value: toJson(nodeAt(model.term, ['labelSelector'])) as JsonValue,
                    },
                  ],
                },
              ]
            : [],
      };
    }
  },
});
