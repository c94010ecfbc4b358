import { defineRule, type Fix } from '../rule/rule.ts';
import { isTemplated } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

export default defineRule({
  id: 'replicas-type',
  meta: {
    summary: 'Give replicas as a whole number.',
    why: 'The API server takes a whole number that is not negative, and rejects fractions, percentages and words.',
    remedy: 'Write the number of pods, such as `3`.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      number:
        "'{path}: {value}' is no number of pods: Kubernetes takes a whole number of at least 0, and rejects anything else.",
    },
    examples: { bad: 'replicaCount: 1.5\nservice: {}\n', good: 'replicaCount: 2\nservice: {}\n' },
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/'],
    fix: 'unsafe',
    replaces: ['schema/type', 'schema/range'],
  },
  *check(context) {
    for (const { enabled, replicas } of context.components) {
      const node = replicas?.node;
      // Empty text and null leave the number to the chart; digits in quotes are printed like a number.
      if (
        !enabled ||
        !replicas ||
        node?.kind !== 'scalar' ||
        isTemplated(node) ||
        node.value === null ||
        node.value === '' ||
        !context.isOwn(replicas.path)
      ) {
        continue;
      }
      const isCount =
        typeof node.value === 'number'
          ? Number.isSafeInteger(node.value) && node.value >= 0
          : typeof node.value === 'string' && /^\d{1,9}$/.test(node.value);
      if (!isCount) {
        const { path } = replicas;
        yield {
          path,
          message: 'number',
          data: { path: formatPath(path), value: node.source },
          fixes: () => nearest(node.value).map(value => setTo(path, value)),
        };
      }
    }
  },
});

const setTo = (path: Path, value: number): Fix => ({
  title: `Run ${value} replicas`,
  safety: 'unsafe',
  operations: [{ op: 'set', path, value }],
});

/** The whole number above a fraction; nothing can be said of words. */
const nearest = (value: unknown): readonly number[] =>
  typeof value === 'number' && value > 0 && value < 1000 ? [Math.ceil(value)] : [];
