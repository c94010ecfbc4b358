import { keepsQuorum } from '../kit/disruption-budget.ts';
import { componentNamed, isKcpChart, replicasOf } from '../rule/remedies/kcp-high-availability.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'kcp-etcd-pdb-quorum',
  meta: {
    summary: 'Let drains take one etcd member at a time.',
    why: 'The bundled etcd has three members and needs two. A budget that lets two go at once lets draining nodes stop it; when their data is lost too, only a backup brings the workspaces back.',
    remedy: 'Set `etcd.podDisruptionBudget.maxUnavailable: 1`.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      quorum:
        "'{path}: {amount}' lets a drain evict so many of the 3 etcd members that the rest is no majority: etcd stops. Allow 1.",
    },
    examples: {
      bad: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 2\n',
      good: 'etcd:\n  podDisruptionBudget:\n    enabled: true\n    maxUnavailable: 1\n',
    },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/', 'https://etcd.io/docs/v3.5/faq/'],
    covers: ['S3-10', 'S3-16'],
    fix: 'unsafe',
    replaces: ['pdb-breaks-quorum', 'pdb-no-protection'],
  },
  *check(context) {
    const etcd = componentNamed(context, 'etcd');
    const budget = etcd?.budget;
    const amount = budget?.maxUnavailable.value;
    if (!isKcpChart(context) || !etcd?.enabled || budget?.enabled !== true || amount === undefined) {
      return;
    }
    if (keepsQuorum(replicasOf(context, 'etcd'), { minAvailable: null, maxUnavailable: amount }) === false) {
      const { path } = budget.maxUnavailable;
      yield {
        path,
        message: 'quorum',
        data: { path: formatPath(path), amount },
        fixes: () => [
          { title: 'Allow 1 member at a time', safety: 'unsafe', operations: [{ op: 'set', path, value: 1 }] },
        ],
      };
    }
  },
});
