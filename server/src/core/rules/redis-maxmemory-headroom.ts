import { parseQuantity } from '../kit/quantity.ts';
import { parseRedisSize } from '../kit/redis-size.ts';
import { scalarIn } from '../rule/own-values.ts';
import { ownsAny } from '../rule/ownership.ts';
import { maxMemories } from '../rule/redis-memory.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { nodeAt, type ScalarNode } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

const billion = 1_000_000_000n;
const mebibyte = 1024n * 1024n;

export default defineRule({
  id: 'redis-maxmemory-headroom',
  meta: {
    summary: 'Leave Redis a quarter of its memory for everything but data.',
    why: 'maxmemory bounds the data only. Buffers of replicas and clients, fragmentation and the copy that a save makes come on top: close to the limit of the container Redis is killed when it is busiest.',
    remedy: 'Set maxmemory to three quarters of the memory limit.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      tight:
        "maxmemory {value} is {percent} % of the memory limit {limit}: buffers and saves push Redis over it, and it is killed. Use '{wanted}'.",
    },
    examples: {
      bad: 'redis:\n  maxmemory: 2gb\n  resources:\n    limits:\n      memory: 2Gi\n',
      good: 'redis:\n  maxmemory: 1536mb\n  resources:\n    limits:\n      memory: 2Gi\n',
    },
    sources: ['https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/memory-optimization/'],
    covers: ['S4-31'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { node, text, alone } of maxMemories(context)) {
      const used = parseRedisSize(text);
      const limit = limitAround(context, node.path);
      const allowed = limit && parseQuantity(String(limit.value));
      if (
        used === undefined ||
        used === 0n ||
        !limit ||
        !allowed ||
        used * 5n <= (allowed.nanos / billion) * 4n ||
        !ownsAny(context, [node.path, limit.path])
      ) {
        continue;
      }
      const bytes = allowed.nanos / billion;
      const wanted = `${(bytes * 3n) / 4n / mebibyte}mb`;
      yield {
        path: context.isOwn(node.path) ? node.path : limit.path,
        message: 'tight',
        data: {
          value: text,
          percent: bytes > 0n ? String((used * 100n) / bytes) : '0',
          limit: formatLimit(limit),
          wanted,
        },
        related: [{ path: limit.path, message: 'The memory limit.' }],
        fixes: () =>
          alone
            ? [
                {
                  title: `Use ${wanted}`,
                  safety: 'unsafe',
                  operations: [{ op: 'set', path: node.path, value: wanted }],
                },
              ]
            : [],
      };
    }
  },
});

const formatLimit = ({ value, path }: ScalarNode): string => `${value} ('${formatPath(path)}')`;

/** The memory limit of the container: `resources` in one of the maps around, up to three levels away. */
function limitAround(context: RuleContext, path: Path): ScalarNode | undefined {
  for (const depth of [1, 2, 3]) {
    const map = depth <= path.length ? context.at(path.slice(0, -depth)) : undefined;
    const limit = scalarIn(nodeAt(map, ['resources', 'limits']), 'memory');
    if (limit) {
      return limit;
    }
  }
  return undefined;
}
