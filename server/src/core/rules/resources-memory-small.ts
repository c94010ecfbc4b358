import { lintQuantity } from '../kit/quantity.ts';
import { amountsOf, isBytes, resourceBlocks } from '../rule/resource-blocks.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'resources-memory-small',
  meta: {
    summary: 'Write memory with its unit.',
    why: 'Without a unit the number means bytes: `512` is half a kilobyte, and no container starts with it.',
    remedy: 'Write `512Mi`.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: { small: "'{path}: {value}' is less than 4 MiB: the unit seems to be missing. Write Mi for mebibytes." },
    examples: {
      bad: 'resources:\n  requests:\n    memory: 512\n',
      good: 'resources:\n  requests:\n    memory: 512Mi\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory'],
    fix: 'safe',
  },
  *check(context) {
    for (const { path, resource, value } of resourceBlocks(context).flatMap(amountsOf)) {
      if (!isBytes(resource) || !context.isOwn(path) || lintQuantity('memory', value)?.join() !== 'memory-too-small') {
        continue;
      }
      const meant = /^(\d+)(?:|k|Ki)$/.exec(String(value))?.[1];
      yield {
        path,
        message: 'small',
        data: { path: formatPath(path), value },
        fixes: () =>
          meant
            ? [{ title: `Write ${meant}Mi`, safety: 'safe', operations: [{ op: 'set', path, value: `${meant}Mi` }] }]
            : [],
      };
    }
  },
});
