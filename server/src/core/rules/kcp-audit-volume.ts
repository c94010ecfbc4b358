import { componentNamed, isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-audit-volume',
  meta: {
    summary: 'Do not share the audit volume among servers.',
    why: 'With `audit.enabled` the chart mounts one ReadWriteOnce volume into every server. It can be attached to one node only: servers on other nodes do not start, and those on the same node write into one file.',
    remedy:
      'Switch `audit.enabled` off, and send audit events elsewhere with flags in `kcp.extraFlags` (`--audit-log-path=-`, or a webhook); or run a single server.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      shared:
        "'audit.enabled' mounts one ReadWriteOnce volume into all {replicas} servers: those on other nodes do not start. Send audit events elsewhere, through 'kcp.extraFlags'.",
    },
    examples: {
      bad: 'audit:\n  enabled: true\nkcp:\n  replicas: 2\n',
      good: 'audit:\n  enabled: true\nkcp:\n  replicas: 1\n',
    },
    sources: [
      'https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp',
      'https://docs.kcp.io/kcp/main/setup/production/audit-logging/',
    ],
    fix: 'unsafe',
  },
  *check(context) {
    const path = context.path('audit.enabled');
    const replicas = componentNamed(context, 'kcp')?.replicas;
    if (isKcpChart(context) && switchAt(context, 'audit.enabled') === true && replicas && (replicas.value ?? 1) > 1) {
      yield {
        path,
        message: 'shared',
        data: { replicas: replicas.value ?? 1 },
        fixes: () => [
          { title: 'Switch the audit volume off', safety: 'unsafe', operations: [{ op: 'set', path, value: false }] },
          {
            title: 'Run a single server',
            safety: 'unsafe',
            operations: [{ op: 'set', path: replicas.path, value: 1 }],
          },
        ],
      };
    }
  },
});
