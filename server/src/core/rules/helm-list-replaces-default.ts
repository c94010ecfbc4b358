import { sameJson } from '../kit/json.ts';
import { jsonOf } from '../rule/json-value.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { isTemplated, nodeAt, toJson } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'helm-list-replaces-default',
  meta: {
    summary: 'Repeat the default items of a list that is only to be extended.',
    why: 'Helm replaces lists as a whole: the items that the chart has by default are gone, although the file only meant to add some.',
    remedy: 'Repeat the default items that are still needed.',
    severity: 'info',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      dropped: "'{path}' drops {items} of the chart's default list: Helm replaces lists. Repeat what is still needed.",
    },
    examples: {
      bad: { defaults: 'kcp:\n  batteries: [admin, user]\n', values: 'kcp:\n  batteries: [metrics]\n' },
      good: { defaults: 'kcp:\n  batteries: [admin, user]\n', values: 'kcp:\n  batteries: [admin, user, metrics]\n' },
    },
    sources: ['https://helm.sh/docs/chart_template_guide/values_files/'],
    fix: 'unsafe',
    options: {
      keys: {
        type: 'array',
        default: ['batteries', 'dnsNames', 'allowedNamespaceAnnotations', 'allowedNamespaceLabels'],
        description: 'Keys of lists that are mostly extended. Any other list is taken as meant.',
      },
    },
  },
  *check(context) {
    const keys: readonly unknown[] = Array.isArray(context.options.keys) ? context.options.keys : [];
    for (const key of keys) {
      for (const list of context.select(`**.${String(key)}`)) {
        const below = nodeAt(context.stack.defaults, list.path);
        if (
          list.kind !== 'list' ||
          list.items.length === 0 ||
          below?.kind !== 'list' ||
          !ownsAny(context, [list.path])
        ) {
          continue;
        }
        const own = list.items.map(toJson);
        const dropped = below.items.map(toJson).filter(item => !own.some(other => sameJson(other, item)));
        if (dropped.length === 0 || list.items.some(item => isTemplated(item))) {
          continue;
        }
        const items = dropped.map(jsonOf).filter(item => item !== undefined);
        yield {
          path: list.path,
          part: 'key',
          message: 'dropped',
          data: {
            path: formatPath(list.path),
            items:
              dropped.every(item => typeof item === 'string') && dropped.length <= 3
                ? dropped.map(item => `'${String(item)}'`).join(', ')
                : `${dropped.length} items`,
          },
          fixes: () => [
            {
              title: 'Add the default items',
              safety: 'unsafe',
              operations: [{ op: 'append', path: list.path, items }],
            },
          ],
        };
      }
    }
  },
});
