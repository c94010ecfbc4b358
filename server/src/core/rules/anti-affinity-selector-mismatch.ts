import { antiAffinityOf, type PodTerm, selectorOf } from '../rule/affinity.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

const label = 'app.kubernetes.io/component';

export default defineRule({
  id: 'anti-affinity-selector-mismatch',
  meta: {
    summary: 'Keep the replicas of a component apart from each other, not from another component.',
    why: "Copied from a neighbour, the term still selects the neighbour's pods: the component's own replicas may share a node, and a required term keeps them off nodes for no reason.",
    remedy: 'Select the labels of the component itself.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      other:
        "The anti-affinity of '{component}' selects the pods of '{other}', and none of its own: its replicas may share a node. Select its own label.",
    },
    examples: {
      bad: 'web:\n  replicas: 2\n  affinity:\n    podAntiAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        - topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app.kubernetes.io/component: api\napi:\n  replicas: 2\n',
      good: 'web:\n  replicas: 2\n  affinity:\n    podAntiAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        - topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app.kubernetes.io/component: web\napi:\n  replicas: 2\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/'],
    covers: ['S0-27b', 'S0-28b'],
    fix: 'unsafe',
  },
  *check(context) {
    const names = new Set(context.components.map(({ name }) => name));
    for (const component of context.components.filter(({ enabled }) => enabled)) {
      const terms = antiAffinityOf(context, component) ?? [];
      const selected = terms.map(componentLabelOf);
      // A term for its own pods stands beside it: to keep away from the other component is then on purpose.
      if (selected.some(name => name === undefined || name === component.name || !names.has(name))) {
        continue;
      }
      for (const [index, term] of terms.entries()) {
        const path = [...term.path, 'labelSelector', 'matchLabels', label];
        if (ownsAny(context, [term.list]) && nodeAt(term.term, ['labelSelector', 'matchLabels', label])) {
          yield {
            path,
            message: 'other',
            data: { component: titleOf(component), other: selected[index] ?? '' },
            fixes: () => [
              {
                title: `Select '${component.name}'`,
                safety: 'unsafe',
                operations: [{ op: 'set', path, value: component.name }],
              },
            ],
          };
        }
      }
    }
  },
});

const componentLabelOf = (term: PodTerm): string | undefined =>
  selectorOf(term)?.find(({ key, operator, values }) => key === label && operator === 'In' && values.length === 1)
    ?.values[0];
