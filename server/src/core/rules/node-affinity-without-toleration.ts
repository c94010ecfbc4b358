import { mapOf } from '../kit/json.ts';
import { nodeRequirementsOf } from '../rule/affinity.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { placementsOf } from '../rule/placement.ts';
import { isTaken } from '../rule/pool-tolerations.ts';
import { defineRule } from '../rule/rule.ts';
import { toJson } from '../values/node.ts';
import { samePath } from '../values/path.ts';

/** Labels by which people tell pools with a taint from shared nodes. */
const dedicated =
  /^(target|dedicated|workload|pool|nodepool|node-pool)$|\/(dedicated|target)$|^node-role\.kubernetes\.io\//;

export default defineRule({
  id: 'node-affinity-without-toleration',
  meta: {
    summary: 'Tolerate the taint of the pool that the pods are bound to.',
    why: 'A pool that is kept for one kind of work is usually tainted. Pods that may only run there, and do not tolerate the taint, stay Pending.',
    remedy:
      'Add a toleration for the taint of the pool. Where the pool has no taint, ignore the finding with a comment.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      pending:
        "'{component}' may only run on nodes with '{key}'{values}, but tolerates no taint of that key: if the pool is tainted, its pods stay Pending. Add a toleration.",
    },
    examples: {
      bad: 'replicaCount: 2\nnodeSelector:\n  dedicated: web\ntolerations: []\n',
      good: 'replicaCount: 2\nnodeSelector:\n  dedicated: web\ntolerations:\n  - key: dedicated\n    operator: Equal\n    value: web\n    effect: NoSchedule\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#example-use-cases'],
    covers: ['S0-13', 'S0-19', 'S0-30'],
    fix: 'unsafe',
  },
  *check(context) {
    const taken = placementsOf(context).filter(placement => isTaken(context, placement));
    for (const component of context.components) {
      const { tolerations: path } = component;
      const list = path && context.at(path);
      if (
        !path ||
        !component.enabled ||
        taken.some(({ tolerations }) => samePath(tolerations, path)) ||
        (list !== undefined && list.kind !== 'list' && !(list.kind === 'scalar' && list.value === null))
      ) {
        continue;
      }
      const keys = list?.kind === 'list' ? list.items.map(item => mapOf(toJson(item))?.key ?? '') : [];
      for (const { key, operator, values, path: at } of nodeRequirementsOf(context, component) ?? []) {
        // A toleration without a key tolerates everything.
        if (
          operator !== 'In' ||
          !dedicated.test(key) ||
          keys.includes(key) ||
          keys.includes('') ||
          !ownsAny(context, [at])
        ) {
          continue;
        }
        const [value] = values;
        yield {
          path,
          part: 'key',
          message: 'pending',
          ...(context.product?.family === 'spaces' ? { severity: 'warning' as const } : {}),
          data: { component: titleOf(component), key, values: values.length > 0 ? ` ${values.join(' or ')}` : '' },
          related: [{ path: at, message: 'What binds the pods to the pool.' }],
          fixes: () =>
            value === undefined || context.knows(path) === false
              ? []
              : [
                  {
                    title: `Tolerate the taint ${key}=${value}:NoSchedule`,
                    safety: 'unsafe',
                    operations: [
                      { op: 'append', path, items: [{ key, operator: 'Equal', value, effect: 'NoSchedule' }] },
                    ],
                  },
                ],
        };
      }
    }
  },
});
