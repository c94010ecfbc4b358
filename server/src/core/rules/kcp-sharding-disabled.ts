import { isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-sharding-disabled',
  meta: {
    summary: 'Start with shards.',
    why: 'A single root shard holds all workspaces: it bounds how many there can be, and its failure stops all of them. Clients that never met a second shard tend to break when one is added.',
    remedy:
      'Install kcp with the kcp-operator: a `RootShard` and at least one `Shard`. Small installations do with one, which is why this rule is off unless asked for.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    optIn: true,
    products: ['kcp'],
    messages: {
      single:
        'This chart runs a single root shard for all workspaces. Start with shards: a RootShard and a Shard of the kcp-operator.',
      off: "'sharding.enabled' is off: this shard is the only one. Start with several.",
    },
    examples: {
      bad: 'externalHostname: kcp.example.com\n',
      good: { values: 'externalHostname: kcp.example.com\nsharding:\n  enabled: true\n', product: 'kcp/shard' },
    },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/'],
    covers: ['S3-19', 'S3-21'],
  },
  *check(context) {
    if (isKcpChart(context)) {
      yield { path: context.path('kcp'), part: 'key', message: 'single' };
    } else if (context.product?.id === 'kcp/shard' && switchAt(context, 'sharding.enabled') === false) {
      yield { path: context.path('sharding.enabled'), message: 'off' };
    }
  },
});
