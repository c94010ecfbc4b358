import { ownEnvLists } from '../rule/env-lists.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'env-duplicate',
  meta: {
    summary: 'Set every environment variable once.',
    why: 'The later one wins, until an update merges the list by name: then one of the two is dropped, and which is hard to foresee.',
    remedy: 'Take one of them out.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: {
      duplicate: '{name} is set twice in this list: the last one wins, and an update may drop it. Take one out.',
    },
    examples: {
      bad: 'env:\n  - name: MODE\n    value: a\n  - name: MODE\n    value: b\n',
      good: 'env:\n  - name: MODE\n    value: b\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { items } of ownEnvLists(context)) {
      for (const [index, { name }] of items.entries()) {
        const first = items.slice(0, index).findLast(other => other.name.value === name.value);
        if (!first) {
          continue;
        }
        yield {
          path: name.path,
          message: 'duplicate',
          data: { name: String(name.value) },
          related: [{ path: first.name.path, message: 'The first one, which has no effect.' }],
          fixes: () => [
            {
              title: 'Keep the last one',
              safety: 'unsafe',
              operations: [{ op: 'remove', path: first.node.path }],
            },
          ],
        };
      }
    }
  },
});
