import { defineRule, type RuleContext } from '../rule/rule.ts';
import { isNull, nodeAt, type ScalarNode, walk } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'helm-null-without-default',
  meta: {
    summary: 'Use null only to remove a default.',
    why: 'Where the chart has no default, a null stays a null: a template that does not test for it prints nothing, or the word "null". An opinion: most templates test.',
    remedy: 'Take the key out.',
    severity: 'info',
    mode: 'E',
    profile: 'default',
    optIn: true,
    products: ['helm'],
    messages: {
      stays: "'{path}' is null, and there is no default to remove: the template gets a null. Take the key out.",
    },
    examples: {
      bad: { defaults: 'a: 1\n', values: 'b: null\n' },
      good: { defaults: 'a: 1\n', values: 'a: null\n' },
    },
    sources: ['https://helm.sh/docs/chart_template_guide/values_files/#deleting-a-default-key'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path } of nulls(context)) {
      yield {
        path,
        part: 'key',
        message: 'stays',
        data: { path: formatPath(path) },
        fixes: () => [{ title: 'Take the key out', safety: 'unsafe', operations: [{ op: 'remove', path }] }],
      };
    }
  },
});

/** The nulls of the file on top that remove nothing; none while the chart's defaults are not known. */
function nulls({ stack, path, complete }: RuleContext): readonly ScalarNode[] {
  const root = complete ? nodeAt(stack.layers.at(-1)?.root, path('')) : undefined;
  const lower = [stack.defaults, ...stack.layers.slice(0, -1).map(layer => layer.root)];
  return root
    ? [...walk(root)].flatMap(node =>
        node.kind === 'scalar' &&
        isNull(node) &&
        !node.shared &&
        node.path.length > 0 &&
        node.path.every(segment => typeof segment === 'string') &&
        lower.every(below => nodeAt(below, node.path) === undefined)
          ? [node]
          : [],
      )
    : [];
}
