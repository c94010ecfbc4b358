import { defineRule } from '../rule/rule.ts';
import { childrenOf, isNull, type ValueNode } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'node-selector-terms-empty',
  meta: {
    summary: 'Say which nodes a required node affinity allows.',
    why: 'The API server rejects a required node affinity without terms. A term without expressions matches no node, so the pods stay Pending.',
    remedy: 'Add an expression, or leave the required node affinity away.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces'],
    messages: {
      list: "'{path}' holds no term: Kubernetes rejects a required node affinity without one. Add a term, or remove the affinity.",
      term: "'{path}' has no expressions, so it matches no node. Add one, or remove the term.",
    },
    examples: {
      bad: 'affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms: []\n',
      good: 'affinity:\n  nodeAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      nodeSelectorTerms:\n        - matchExpressions:\n            - key: pool\n              operator: Exists\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const list of context.select('**.nodeSelectorTerms')) {
      if (list.kind !== 'list' || !context.isOwn(list.path)) {
        continue;
      }
      if (list.items.length === 0) {
        const affinity = list.path.slice(0, -1);
        yield {
          path: list.path,
          message: 'list',
          data: { path: formatPath(list.path) },
          fixes: () => [
            {
              title: 'Remove the required node affinity',
              safety: 'unsafe',
              operations: [{ op: 'remove', path: affinity }],
            },
          ],
        };
      }
      for (const item of list.items.filter(isEmptyTerm)) {
        yield {
          path: item.path,
          message: 'term',
          data: { path: formatPath(item.path) },
          fixes: () =>
            list.items.length > 1
              ? [{ title: 'Remove the term', safety: 'unsafe', operations: [{ op: 'remove', path: item.path }] }]
              : [],
        };
      }
    }
  },
});

/** No expression and no field in it; text (a template) may be anything. */
const isEmptyTerm = (item: ValueNode): boolean =>
  isNull(item) ||
  (item.kind === 'map' &&
    [...item.entries.values()].every(
      ({ value }) => isNull(value) || (value.kind !== 'scalar' && childrenOf(value).length === 0),
    ));
