import { componentNamed, isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'kcp-pdb-zero',
  meta: {
    summary: 'Do not expect a disruption budget of 0.',
    why: 'To the template of the chart 0 is empty, and it puts in the default of 1. `maxUnavailable: 0` does not stop drains, and `minAvailable: 0` does not let them through.',
    remedy: 'Write what is meant: switch the budget off to allow everything, or keep 1.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['kcp'],
    messages: {
      zero: "The chart turns '{path}: 0' into 1. Write 1, or switch the budget off.",
    },
    examples: {
      bad: 'kcp:\n  replicas: 2\n  podDisruptionBudget:\n    enabled: true\n    minAvailable: 0\n',
      good: 'kcp:\n  replicas: 2\n  podDisruptionBudget:\n    enabled: true\n    minAvailable: 1\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'safe',
    replaces: ['pdb-no-protection', 'pdb-blocks-eviction'],
  },
  *check(context) {
    for (const name of isKcpChart(context) ? ['etcd', 'kcp', 'kcpFrontProxy'] : []) {
      const budget = componentNamed(context, name)?.budget;
      const side = name === 'etcd' ? budget?.maxUnavailable : budget?.minAvailable;
      if (budget?.enabled === true && side && side.value === 0 && context.isOwn(side.path)) {
        yield {
          path: side.path,
          message: 'zero',
          data: { path: formatPath(side.path) },
          fixes: () => [
            {
              title: 'Write 1, as the chart does',
              safety: 'safe',
              operations: [{ op: 'set', path: side.path, value: 1 }],
            },
          ],
        };
      }
    }
  },
});
