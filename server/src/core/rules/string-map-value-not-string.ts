import { isOwnOfChart } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

/** Maps that charts print as they are. */
const maps = [
  'nodeSelector',
  'matchLabels',
  'podLabels',
  'podAnnotations',
  'commonLabels',
  'commonAnnotations',
  'serviceAccountAnnotations',
  'annotations',
  'labels',
];
/** Words that charts use for maps of their own shape, too: only keys with a slash are Kubernetes' there, and a chart that sets one itself quotes it. */
const ambiguous = new Set(['annotations', 'labels']);

export default defineRule({
  id: 'string-map-value-not-string',
  meta: {
    summary: 'Quote the values of labels, annotations and node selectors.',
    why: 'Kubernetes takes only text there. Charts print these maps as they are, so `true`, `1` and the YAML 1.1 words `on`, `off`, `yes`, `no` arrive as booleans or numbers, and the object is rejected.',
    remedy: 'Put the value in quotes.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      type: "'{path}' is a {type} to Helm ({source}): Kubernetes takes only text in {map}, and rejects it. Put it in quotes.",
    },
    examples: {
      bad: 'podAnnotations:\n  prometheus.io/scrape: true\n',
      good: 'podAnnotations:\n  prometheus.io/scrape: "true"\n',
    },
    sources: [
      'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
      'https://helm.sh/docs/chart_best_practices/values/',
    ],
    fix: 'safe',
    replaces: ['schema/type'],
  },
  *check(context) {
    for (const name of maps) {
      for (const map of context.select(`**.${name}`)) {
        // `enabled` makes it a block of the chart's own shape.
        for (const [key, { value }] of map.kind === 'map' && !map.entries.has('enabled') ? map.entries : []) {
          const isText =
            value.kind !== 'scalar' || (typeof value.value !== 'boolean' && typeof value.value !== 'number');
          const path = [...map.path, key];
          const isDoubtful = ambiguous.has(name) && (!key.includes('/') || isOwnOfChart(context));
          if (isText || !context.isOwn(path) || isDoubtful) {
            continue;
          }
          yield {
            path,
            message: 'type',
            // Some charts quote these themselves.
            ...(ambiguous.has(name) ? { severity: 'warning' as const } : {}),
            data: { path: formatPath(path), type: typeof value.value, source: value.source, map: name },
            fixes: () => [
              {
                title: `Quote it: "${value.source}"`,
                safety: 'safe',
                operations: [{ op: 'rewrite', path, text: JSON.stringify(value.source) }],
              },
            ],
          };
        }
      }
    }
  },
});
