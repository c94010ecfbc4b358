import { lintQuantity } from '../kit/quantity.ts';
import { amountsOf, isBytes, resourceBlocks } from '../rule/resource-blocks.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'resources-memory-fractional',
  meta: {
    summary: 'Write memory in Mi, not in m.',
    why: 'The suffix `m` means a thousandth: `512m` of memory is half a byte. Kubernetes takes it with a warning, and no container starts with it.',
    remedy: 'Write `512Mi`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      fraction: "'{path}: {value}' is a fraction of a byte: the suffix m means a thousandth. Write Mi for mebibytes.",
    },
    examples: {
      bad: 'resources:\n  requests:\n    memory: 512m\n',
      good: 'resources:\n  requests:\n    memory: 512Mi\n    cpu: 512m\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory'],
    fix: 'safe',
  },
  *check(context) {
    for (const { path, resource, value } of resourceBlocks(context).flatMap(amountsOf)) {
      if (
        !isBytes(resource) ||
        !context.isOwn(path) ||
        !lintQuantity('memory', value)?.includes('memory-fractional-bytes')
      ) {
        continue;
      }
      const meant = /^(\d+)m$/.exec(String(value))?.[1];
      yield {
        path,
        message: 'fraction',
        data: { path: formatPath(path), value },
        fixes: () =>
          meant
            ? [{ title: `Write ${meant}Mi`, safety: 'safe', operations: [{ op: 'set', path, value: `${meant}Mi` }] }]
            : [],
      };
    }
  },
});
