import { parseQuantity } from '../kit/quantity.ts';
import { parseRedisSize } from '../kit/redis-size.ts';
import { maxMemories } from '../rule/redis-memory.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

const mebibyte = 1024n * 1024n;
const billion = 1_000_000_000n;

export default defineRule({
  id: 'redis-maxmemory-unit',
  meta: {
    summary: 'Write maxmemory in the units of Redis.',
    why: "Redis knows `kb`, `mb` and `gb`, on whole numbers. With one of Kubernetes' units, such as `1.5Gi`, the server does not start.",
    remedy: 'Write `1536mb` for 1.5Gi.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: {
      unit: "'{path}': maxmemory {value} is no size to Redis, which does not start with it. Write a whole number with kb, mb or gb, such as 1536mb.",
    },
    examples: { bad: 'redis:\n  maxmemory: 1.5Gi\n', good: 'redis:\n  maxmemory: 1536mb\n' },
    sources: ['https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/'],
    covers: ['S4-31'],
    fix: 'safe',
  },
  *check(context) {
    for (const { node, text, alone } of maxMemories(context)) {
      const quantity = parseQuantity(text);
      // Charts compute percentages themselves; words are not judged.
      if (parseRedisSize(text) !== undefined || !/^\d/.test(text) || text.endsWith('%') || !context.isOwn(node.path)) {
        continue;
      }
      const bytes = quantity && quantity.nanos / billion;
      const right = bytes !== undefined && bytes >= mebibyte ? `${bytes / mebibyte}mb` : undefined;
      yield {
        path: node.path,
        message: 'unit',
        data: { path: formatPath(node.path), value: text },
        fixes: () =>
          alone && right !== undefined
            ? [
                {
                  title: `Write ${right}`,
                  safety: 'safe',
                  operations: [{ op: 'set', path: node.path, value: right }],
                },
              ]
            : [],
      };
    }
  },
});
