import { lintQuantity } from '../kit/quantity.ts';
import { amountsOf, resourceBlocks } from '../rule/resource-blocks.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'resources-cpu-large',
  meta: {
    summary: 'Write parts of a CPU with m.',
    why: 'CPU counts in cores: `500` asks for five hundred of them, and the pod stays Pending for ever.',
    remedy: 'Write `500m` for half a core.',
    severity: 'warning',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: { large: "'{path}: {value}' is more cores than a node has: the m for thousandths seems to be missing." },
    examples: { bad: 'resources:\n  requests:\n    cpu: 500\n', good: 'resources:\n  requests:\n    cpu: 500m\n' },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-cpu'],
    fix: 'safe',
  },
  *check(context) {
    for (const { path, resource, value } of resourceBlocks(context).flatMap(amountsOf)) {
      if (resource !== 'cpu' || !context.isOwn(path) || !lintQuantity('cpu', value)?.includes('cpu-too-large')) {
        continue;
      }
      const meant = /^(\d+)$/.exec(String(value))?.[1];
      yield {
        path,
        message: 'large',
        data: { path: formatPath(path), value },
        fixes: () =>
          meant
            ? [{ title: `Write ${meant}m`, safety: 'safe', operations: [{ op: 'set', path, value: `${meant}m` }] }]
            : [],
      };
    }
  },
});
