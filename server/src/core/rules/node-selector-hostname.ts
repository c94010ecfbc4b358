import { isHostname, nodeRequirementsOf } from '../rule/affinity.ts';
import { titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'node-selector-hostname',
  meta: {
    summary: 'Do not pin pods to one machine.',
    why: 'A selector for `kubernetes.io/hostname` binds all replicas to a node by its name. They are gone when it is, and cannot go anywhere else.',
    remedy: 'Select a label that several nodes carry. Volumes bind their pods to nodes by themselves.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      pinned:
        "'{component}' may only run on the machine '{host}': when it goes, nothing can take its place. Select a label that several nodes carry.",
    },
    examples: {
      bad: 'replicaCount: 2\nnodeSelector:\n  kubernetes.io/hostname: worker-1\n',
      good: 'replicaCount: 2\nnodeSelector:\n  pool: web\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components.filter(({ enabled }) => enabled)) {
      for (const { key, operator, values, path } of nodeRequirementsOf(context, component) ?? []) {
        if (isHostname(key) && operator === 'In' && values.length === 1 && context.isOwn(path)) {
          yield {
            path,
            message: 'pinned',
            data: { component: titleOf(component), host: values[0] ?? '' },
            fixes: () => [{ title: 'Remove the pin', safety: 'unsafe', operations: [{ op: 'remove', path }] }],
          };
        }
      }
    }
  },
});
