import { budgetedComponents } from '../rule/budgets.ts';
import { type Setting, titleOf } from '../rule/component.ts';
import { hasDefault, ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { isNull } from '../values/node.ts';

export default defineRule({
  id: 'pdb-neither-set',
  meta: {
    summary: 'Say how many pods a disruption budget keeps.',
    why: 'A budget without `minAvailable` and `maxUnavailable` keeps nothing, and some charts fail to render it.',
    remedy: 'Set one of the two.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['helm'],
    messages: {
      neither: "The budget of '{component}' says neither how many pods to keep nor how many may go. Set '{key}'.",
    },
    examples: {
      bad: 'replicaCount: 3\npdb:\n  enabled: true\n  minAvailable: null\n  maxUnavailable: null\n',
      good: 'replicaCount: 3\npdb:\n  enabled: true\n  minAvailable: 1\n  maxUnavailable: null\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, budget } of budgetedComponents(context)) {
      const { minAvailable: min, maxUnavailable: max, enabledPath } = budget;
      // Without a key for it at hand the chart may well fall back on an amount of its own, as with empty text.
      const isCleared =
        isUnset(min) &&
        isUnset(max) &&
        [min, max].some(({ node, path }) => node !== undefined || hasDefault(context, path));
      if (!isCleared || !ownsAny(context, [min.path, max.path, enabledPath])) {
        continue;
      }
      const side = component.quorum || context.knows(min.path) === false ? max : min;
      yield {
        path: side.path,
        message: 'neither',
        data: { component: titleOf(component), key: String(side.path.at(-1)) },
        fixes: () => [
          {
            title: `Set ${side.path.at(-1)} 1`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: side.path, value: 1 }],
          },
        ],
      };
    }
  },
});

const isUnset = ({ node }: Setting<unknown>): boolean => node === undefined || isNull(node);
