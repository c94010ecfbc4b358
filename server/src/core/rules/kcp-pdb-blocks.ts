import { disruption } from '../kit/disruption-budget.ts';
import { auditPinsServer, componentNamed, isKcpChart, titleOf } from '../rule/remedies/kcp-high-availability.ts';
import type { Fix } from '../rule/rule.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'kcp-pdb-blocks',
  meta: {
    summary: 'Leave room for drains in the budgets of kcp.',
    why: 'A budget that wants all pods to stay up allows no eviction: draining their node hangs until someone deletes the pod by hand, and so does every upgrade of the cluster.',
    remedy: 'Run one pod more than `minAvailable` asks for, or switch the budget of a single pod off.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      blocks:
        "'{path}: {amount}' keeps all {replicas} {component} pod(s) up: their nodes cannot be drained. Run more pods than the budget needs.",
    },
    examples: {
      bad: 'kcp:\n  replicas: 1\n  podDisruptionBudget:\n    enabled: true\n',
      good: 'kcp:\n  replicas: 2\n  podDisruptionBudget:\n    enabled: true\n',
    },
    sources: [
      'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
      'https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp',
    ],
    fix: 'unsafe',
    replaces: ['pdb-blocks-eviction', 'kcp-pdb-zero'],
  },
  *check(context) {
    for (const name of isKcpChart(context) ? ['kcp', 'kcpFrontProxy'] : []) {
      const component = componentNamed(context, name);
      const budget = component?.budget;
      const written = budget?.minAvailable.value;
      const replicas = component?.fewestReplicas;
      if (!component?.replicas || budget?.enabled !== true || replicas === undefined || written === undefined) {
        continue;
      }
      // The template reads 0 as 1, for replicas as for the budget.
      const [pods, amount] = [replicas === 0 ? 1 : replicas, written === 0 ? 1 : written];
      if (disruption({ minAvailable: amount, maxUnavailable: null }, pods)?.allowed !== 0) {
        continue;
      }
      const switchPath = budget.enabledPath ?? [...budget.path, 'enabled'];
      const pinned = name === 'kcp' && auditPinsServer(context);
      const enough = typeof amount === 'number' && amount < 10 ? amount + 1 : undefined;
      const more: readonly Fix[] =
        enough === undefined || pinned
          ? []
          : [
              {
                title: `Run ${enough} pods`,
                safety: 'unsafe',
                operations: [{ op: 'set', path: component.replicas.path, value: enough }],
              },
            ];
      const { path } = budget.minAvailable;
      yield {
        path,
        message: 'blocks',
        data: { path: formatPath(path), amount, replicas: pods, component: titleOf(component) },
        fixes: () => [
          ...more,
          {
            title: 'Switch the budget off',
            safety: 'unsafe',
            operations: [{ op: 'set', path: switchPath, value: false }],
          },
        ],
      };
    }
  },
});
