import { isKcpChart, isSingle, narrowThenWide, standUp } from '../rule/remedies/kcp-high-availability.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'kcp-front-proxy-replicas',
  meta: {
    summary: 'Run at least two front proxies.',
    why: 'The front proxy is the only way into kcp: it authenticates clients and finds the shard of their workspace. With one pod nobody gets in while it restarts.',
    remedy: 'Set `kcpFrontProxy.replicas: 2`.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      single:
        "'{path}' leaves kcp with {replicas} front proxy pod(s): nobody reaches a workspace while it restarts. Run at least 2.",
    },
    examples: { bad: 'kcpFrontProxy:\n  replicas: 1\n', good: 'kcpFrontProxy:\n  replicas: 2\n' },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/'],
    covers: ['S3-22'],
    fix: 'unsafe',
    replaces: ['replicas-single'],
  },
  *check(context) {
    const component = context.components.find(({ name }) => name === 'kcpFrontProxy');
    if (!isKcpChart(context) || !component?.replicas || !isSingle(context, component)) {
      return;
    }
    const { path } = component.replicas;
    yield {
      path,
      message: 'single',
      data: { path: formatPath(path), replicas: component.fewestReplicas ?? 1 },
      fixes: () =>
        narrowThenWide(context, {
          title: 'Run 2 front proxies, apart and with a disruption budget',
          safety: 'unsafe',
          operations: standUp(context, component),
        }),
    };
  },
});
