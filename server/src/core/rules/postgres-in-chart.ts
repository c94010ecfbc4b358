import { scalarIn } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'postgres-in-chart',
  meta: {
    summary: 'Keep the production database out of the application chart.',
    why: 'The PostgreSQL of a chart is one pod with one volume: no failover, no backup, and it is upgraded and deleted with the application.',
    remedy: 'Use a managed database or an operator with replicas and backups, and give the chart its address.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      bundled:
        "'{path}' runs the chart's own PostgreSQL: one pod, without failover or backup. Use a managed or replicated one in production.",
    },
    examples: {
      bad: 'postgresql:\n  enabled: true\n',
      good: 'postgresql:\n  enabled: false\nexternalDatabase:\n  host: db.acme.dev\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/production-scaling/'],
    covers: ['S0-41', 'S4-28'],
  },
  *check(context) {
    for (const name of ['postgresql', 'postgres']) {
      for (const database of context.select(`**.${name}`)) {
        const enabled = scalarIn(database, 'enabled');
        const architecture = scalarIn(database, 'architecture')?.value;
        const replicas = scalarIn(nodeAt(database, ['readReplicas']), 'replicaCount')?.value;
        const isReplicated = architecture === 'replication' || (typeof replicas === 'number' && replicas > 0);
        if (
          enabled?.value === true &&
          context.isOwn(enabled.path) &&
          !isReplicated &&
          database.path.length <= context.path('').length + 2 &&
          !database.path.some(segment => /metrics|exporter|collector|monitor|datasource/i.test(String(segment)))
        ) {
          yield { path: enabled.path, message: 'bundled', data: { path: formatPath(database.path) } };
        }
      }
    }
  },
});
