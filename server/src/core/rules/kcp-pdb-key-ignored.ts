import { componentNamed, isKcpChart, replicasOf, titleOf } from '../rule/remedies/kcp-high-availability.ts';
import type { Fix } from '../rule/rule.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-pdb-key-ignored',
  meta: {
    summary: 'Write disruption budgets of kcp the way the chart reads them.',
    why: 'The chart reads `maxUnavailable` for etcd, and `minAvailable` for servers and front proxies. The other one is ignored, and the budget is the default of 1.',
    remedy: 'Say the same in the other way: of 3 members, `minAvailable: 2` is `maxUnavailable: 1`.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['kcp'],
    messages: {
      ignored:
        "The chart does not read '{path}': the budget of the {component} is set by '{side}'. What you set here has no effect.",
    },
    examples: {
      bad: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    minAvailable: 2\n',
      good: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 1\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'unsafe',
    replaces: ['schema/unknown-key', 'schema/moved-key', 'schema/removed-key', 'pdb-both-set'],
  },
  *check(context) {
    for (const name of isKcpChart(context) ? ['etcd', 'kcp', 'kcpFrontProxy'] : []) {
      const component = componentNamed(context, name);
      const [read, unread] = name === 'etcd' ? ['maxUnavailable', 'minAvailable'] : ['minAvailable', 'maxUnavailable'];
      const path = context.path(`${name}.podDisruptionBudget.${unread}`);
      const to = context.path(`${name}.podDisruptionBudget.${read}`);
      if (
        !component ||
        !context.isOwn(path) ||
        (context.value(path) ?? null) === null ||
        context.knows(path) !== false
      ) {
        continue;
      }
      const amount = context.value(path);
      const rest = typeof amount === 'number' ? (replicasOf(context, name) ?? 0) - amount : 0;
      const remove = { op: 'remove' as const, path };
      yield {
        path,
        part: 'key',
        message: 'ignored',
        data: { path: `${name}.podDisruptionBudget.${unread}`, component: titleOf(component), side: read ?? '' },
        fixes: (): readonly Fix[] =>
          context.isOwn(to)
            ? [{ title: `Remove '${unread}', which has no effect`, safety: 'safe', operations: [remove] }]
            : rest >= 1
              ? [
                  {
                    title: `Write '${read}: ${rest}'`,
                    safety: 'unsafe',
                    operations: [{ op: 'set', path: to, value: rest }, remove],
                  },
                ]
              : [],
      };
    }
  },
});
