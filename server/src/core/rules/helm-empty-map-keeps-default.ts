import { isOff } from '../rule/component.ts';
import { unset } from '../rule/ownership.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { type MapNode, nodeAt, type ValueNode, walk } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

export default defineRule({
  id: 'helm-empty-map-keeps-default',
  meta: {
    summary: 'Clear a map with null, not with {}.',
    why: 'Helm merges maps key by key: an empty one adds nothing and clears nothing, so what the chart or a file below has there stays in force.',
    remedy: 'Write `null` to clear the whole map, or set its keys to null one by one.',
    severity: 'info',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      kept: "An empty map at '{path}' clears nothing: Helm merges maps, and what {source} sets there stays ({keys}). Write null to clear it.",
    },
    examples: {
      bad: { defaults: 'nodeSelector:\n  disk: ssd\n', values: 'nodeSelector: {}\n' },
      good: { defaults: 'nodeSelector:\n  disk: ssd\n', values: 'nodeSelector: null\n' },
    },
    sources: ['https://helm.sh/docs/chart_template_guide/values_files/#deleting-a-default-key'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const node of emptyMaps(context)) {
      const below = underneath(context, node);
      if (below) {
        const keys = [...below.node.entries.keys()];
        yield {
          path: node.path,
          message: 'kept',
          data: {
            path: formatPath(node.path),
            keys: keys.length === 1 ? `'${keys[0]}'` : `${keys.length} keys`,
            source: below.isDefault ? 'the chart' : 'a file below',
          },
          fixes: () => [{ title: 'Clear it with null', safety: 'unsafe', operations: [unset(context, node.path)] }],
        };
      }
    }
  },
});

/** The `{}` of the file on top. */
function emptyMaps({ stack, path }: RuleContext): readonly MapNode[] {
  const root: ValueNode | undefined = nodeAt(stack.layers.at(-1)?.root, path(''));
  return root
    ? [...walk(root)].flatMap(node =>
        node.kind === 'map' &&
        node.entries.size === 0 &&
        node.path.length > 0 &&
        !node.shared &&
        !isSwitchedOff(stack.effective, node.path)
          ? [node]
          : [],
      )
    : [];
}

/** What stands in a section that is off has no effect either way. */
const isSwitchedOff = (root: ValueNode | undefined, path: Path): boolean =>
  path.some((_, depth) => {
    const around = depth === 0 ? undefined : nodeAt(root, path.slice(0, depth));
    return around?.kind === 'map' && isOff(around);
  });

function underneath({ stack }: RuleContext, { path }: MapNode) {
  const layers = stack.layers.slice(0, -1).map(layer => nodeAt(layer.root, path));
  const inFile = layers.find(node => node?.kind === 'map' && node.entries.size > 0);
  const inChart = nodeAt(stack.defaults, path);
  const node = inFile ?? inChart;
  // Inside a list nothing is merged.
  return node?.kind === 'map' && node.entries.size > 0 && path.every(segment => typeof segment === 'string')
    ? { node, isDefault: inFile === undefined }
    : undefined;
}
