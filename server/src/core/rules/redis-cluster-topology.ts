import { wholeNumber } from '../kit/json.ts';
import { redisCluster } from '../kit/redis-cluster.ts';
import { scalarIn } from '../rule/own-values.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'redis-cluster-topology',
  meta: {
    summary: 'Give a Redis Cluster three masters with whole sets of replicas.',
    why: 'A Redis Cluster needs at least three masters, and each master as many replicas as the next: with any other number of nodes it is not formed, or nodes are left over.',
    remedy: 'Use 6 nodes with 1 replica for each master: three masters and three replicas.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm'],
    messages: {
      topology:
        "{nodes} nodes with {replicas} replicas for each master make {masters} masters and {rest} left over in '{path}': a Redis Cluster needs at least 3 masters and none left over.",
    },
    examples: {
      bad: 'redis-cluster:\n  cluster:\n    nodes: 5\n    replicas: 1\n',
      good: 'redis-cluster:\n  cluster:\n    nodes: 6\n    replicas: 1\n',
    },
    sources: ['https://redis.io/docs/latest/operate/oss_and_stack/management/scaling/'],
    covers: ['S4-30'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const cluster of context.select('**.cluster')) {
      const [nodes, replicas] = ['nodes', 'replicas'].map(name => wholeNumber(scalarIn(cluster, name)?.value));
      const isRedis =
        cluster.kind === 'map' &&
        (cluster.path.some(segment => /redis|valkey/i.test(String(segment))) || cluster.entries.has('init'));
      const at = [...cluster.path, 'nodes'];
      if (
        !isRedis ||
        nodes === undefined ||
        replicas === undefined ||
        redisCluster(nodes, replicas)?.valid !== false ||
        !ownsAny(context, [at, [...cluster.path, 'replicas']])
      ) {
        continue;
      }
      const wanted = Math.max(3, Math.ceil(nodes / (replicas + 1))) * (replicas + 1);
      yield {
        path: context.isOwn(at) ? at : [...cluster.path, 'replicas'],
        message: 'topology',
        data: {
          nodes,
          replicas,
          masters: Math.floor(nodes / (replicas + 1)),
          rest: nodes % (replicas + 1),
          path: formatPath(cluster.path),
        },
        fixes: () => [
          { title: `Run ${wanted} nodes`, safety: 'unsafe', operations: [{ op: 'set', path: at, value: wanted }] },
        ],
      };
    }
  },
});
