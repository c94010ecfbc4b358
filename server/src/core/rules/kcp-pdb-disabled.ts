import { addBudget, isKcpChart, narrowThenWide, titleOf } from '../rule/remedies/kcp-high-availability.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'kcp-pdb-disabled',
  meta: {
    summary: 'Give what runs in several pods a disruption budget.',
    why: 'Without a PodDisruptionBudget, draining nodes may evict all pods of a component at once. Two of the three etcd members down means no quorum: no workspace can be read or written.',
    remedy:
      'Set `podDisruptionBudget.enabled: true`: with `maxUnavailable: 1` for etcd, and with `minAvailable` one below the replicas for servers and front proxies.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      off: "'{path}' is off: draining nodes may evict all {replicas} {component} pods at once. Add a disruption budget.",
    },
    examples: {
      bad: 'etcd:\n  podDisruptionBudget:\n    enabled: false\n',
      good: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 1\n',
    },
    sources: [
      'https://docs.kcp.io/kcp/main/setup/production/',
      'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    ],
    covers: ['S3-05', 'S3-16', 'S3-22'],
    fix: 'unsafe',
    replaces: ['pdb-missing'],
  },
  *check(context) {
    for (const component of isKcpChart(context) ? context.components : []) {
      const { budget, enabled, fewestReplicas } = component;
      const operations = addBudget(context, component);
      if (budget === undefined || !enabled || operations.length === 0 || (fewestReplicas ?? 0) < 2) {
        continue;
      }
      const path = budget.enabledPath ?? budget.path;
      yield {
        path,
        message: 'off',
        data: { path: formatPath(path), replicas: fewestReplicas ?? 2, component: titleOf(component) },
        fixes: () => narrowThenWide(context, { title: 'Add a PodDisruptionBudget', safety: 'unsafe', operations }),
      };
    }
  },
});
