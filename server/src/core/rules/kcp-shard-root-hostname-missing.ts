import { switchAt, textAt } from '../rule/remedies/read.ts';
import type { RuleContext } from '../rule/rule.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-shard-root-hostname-missing',
  meta: {
    summary: 'Tell shards and proxies where the root shard is.',
    why: 'Shards and the proxy reach the root shard under `sharding.rootShardInternalHostname`. Left empty, their kubeconfigs name no host, and they never become ready.',
    remedy: "Set the name of the root shard's Service, `<name>.<namespace>.svc.cluster.local`.",
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['kcp'],
    messages: {
      missing: "'{path}' is empty: this {what} cannot find the root shard. Set the name of its Service.",
    },
    examples: {
      bad: {
        values: 'externalHostname: kcp.example.com\nsharding:\n  enabled: true\n  isRoot: false\n',
        product: 'kcp/shard',
      },
      good: {
        values:
          'externalHostname: kcp.example.com\nsharding:\n  enabled: true\n  isRoot: false\n  rootShardInternalHostname: root.kcp.svc.cluster.local\n',
        product: 'kcp/shard',
      },
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/shard'],
  },
  *check(context) {
    const name = 'sharding.rootShardInternalHostname';
    const what = needsRoot(context);
    if (what !== undefined && textAt(context, name) === '') {
      yield { path: context.path(name), message: 'missing', data: { path: name, what } };
    }
  },
});

function needsRoot(context: RuleContext): string | undefined {
  if (context.product?.id === 'kcp/proxy') {
    return 'proxy';
  }
  const joins = switchAt(context, 'sharding.enabled') === true && switchAt(context, 'sharding.isRoot') === false;
  return context.product?.id === 'kcp/shard' && joins ? 'shard' : undefined;
}
