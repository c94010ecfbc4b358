import { defineRule } from '../rule/rule.ts';

/** The deprecated charts, and the resource of the kcp-operator that takes their place. */
const successors = new Map([
  ['kcp/shard', 'RootShard and Shard'],
  ['kcp/proxy', 'FrontProxy'],
  ['kcp/cache', 'CacheServer'],
  ['kcp/certificates', 'RootShard, which makes the certificates itself'],
]);

export default defineRule({
  id: 'kcp-chart-deprecated',
  meta: {
    summary: 'Build sharded installations with the kcp-operator.',
    why: 'The charts `shard`, `proxy`, `cache` and `certificates` are deprecated, and were never meant for production: each runs a single pod, whatever the values say, and the cache keeps its data in the pod.',
    remedy: 'Use the resources `RootShard`, `Shard`, `FrontProxy` and `CacheServer` of the kcp-operator.',
    severity: 'info',
    mode: 'L',
    profile: 'default',
    products: ['kcp'],
    messages: {
      deprecated:
        "The chart '{chart}' is deprecated and runs a single pod of everything. Use the kcp-operator: {successor}.",
    },
    examples: {
      bad: { values: 'externalHostname: kcp.example.com\n', product: 'kcp/shard' },
      good: { values: 'externalHostname: kcp.example.com\n', product: 'kcp/kcp' },
    },
    sources: ['https://github.com/kcp-dev/helm-charts', 'https://docs.kcp.io/kcp/main/setup/production/'],
    covers: ['S3-18', 'S3-21'],
  },
  *check({ product, path }) {
    const successor = successors.get(product?.id ?? '');
    if (successor !== undefined && product) {
      yield { path: path(''), message: 'deprecated', data: { chart: product.id.replace('kcp/', ''), successor } };
    }
  },
});
