import { defineRule } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';

export default defineRule({
  id: 'kcp-sharding-misplaced',
  meta: {
    summary: 'Set up sharding where the chart reads it.',
    why: 'The chart has `kcp.sharding` among its values, but its templates read `sharding` at the top. What stands below `kcp` is ignored: the shard becomes a root shard of its own.',
    remedy: 'Move the block to the top level.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['kcp'],
    messages: {
      misplaced: "No template reads '{path}': sharding is set at the top level. Move it to 'sharding'.",
    },
    examples: {
      bad: { values: 'kcp:\n  sharding:\n    enabled: true\n', product: 'kcp/shard' },
      good: { values: 'sharding:\n  enabled: true\n', product: 'kcp/shard' },
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/shard'],
    fix: 'safe',
    replaces: ['values/unused', 'schema/unknown-key', 'schema/moved-key'],
  },
  *check({ product, path, isOwn, stack }) {
    const [from, to] = [path('kcp.sharding'), path('sharding')];
    if (product?.id !== 'kcp/shard' || !isOwn(from)) {
      return;
    }
    const both = stack.layers.some(layer => nodeAt(layer.root, from) && nodeAt(layer.root, to));
    yield {
      path: from,
      part: 'key',
      message: 'misplaced',
      data: { path: 'kcp.sharding' },
      fixes: () => [
        both
          ? {
              title: "Remove 'kcp.sharding', which has no effect",
              safety: 'safe',
              operations: [{ op: 'remove', path: from }],
            }
          : { title: "Move to 'sharding'", safety: 'safe', operations: [{ op: 'move', from, to }] },
      ],
    };
  },
});
