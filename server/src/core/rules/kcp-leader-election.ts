import { componentNamed, isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-leader-election',
  meta: {
    summary: 'Let several kcp servers elect a leader.',
    why: 'Without leader election the controllers of every server work on the same objects at once, against each other.',
    remedy: 'Leave `kcp.leaderElection.enabled` on.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      off: "'{path}' is off with {replicas} servers: their controllers work against each other. Switch it on.",
    },
    examples: {
      bad: 'kcp:\n  replicas: 2\n  leaderElection:\n    enabled: false\n',
      good: 'kcp:\n  replicas: 2\n  leaderElection:\n    enabled: true\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    covers: ['S3-22'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'kcp.leaderElection.enabled';
    const path = context.path(name);
    const replicas = componentNamed(context, 'kcp')?.replicas?.value ?? 1;
    if (isKcpChart(context) && replicas > 1 && switchAt(context, name) === false && context.knows(path) !== false) {
      yield {
        path,
        message: 'off',
        data: { path: name, replicas },
        fixes: () => [{ title: 'Elect a leader', safety: 'unsafe', operations: [{ op: 'set', path, value: true }] }],
      };
    }
  },
});
