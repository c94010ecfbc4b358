import { componentNamed, isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { switchAt, textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-audit-volume-rolling',
  meta: {
    summary: 'Replace a server with an audit volume, instead of rolling over.',
    why: "A rolling update starts the new server before the old one goes. The audit volume is still attached to the old one's node: on another node the new pod waits for it for ever, and the update hangs.",
    remedy: 'Set `kcp.strategy.type: Recreate` while `audit.enabled` is on.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      hangs:
        "With 'audit.enabled' a rolling update may hang: the new server waits for the volume that the old one holds. Set '{path}' to Recreate.",
    },
    examples: {
      bad: 'audit:\n  enabled: true\n',
      good: 'audit:\n  enabled: true\nkcp:\n  strategy:\n    type: Recreate\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'kcp.strategy.type';
    const path = context.path(name);
    const replicas = componentNamed(context, 'kcp')?.fewestReplicas;
    const rolling = context.path('kcp.strategy.rollingUpdate');
    if (
      isKcpChart(context) &&
      switchAt(context, 'audit.enabled') === true &&
      replicas === 1 &&
      textAt(context, name) === 'RollingUpdate'
    ) {
      yield {
        path,
        message: 'hangs',
        data: { path: name },
        fixes: () => [
          {
            title: 'Replace the server: Recreate',
            safety: 'unsafe',
            operations: [
              { op: 'set', path, value: 'Recreate' },
              ...(context.isOwn(rolling) ? [{ op: 'remove' as const, path: rolling }] : []),
            ],
          },
        ],
      };
    }
  },
});
