import { isTemplate } from '../kit/json.ts';
import { ownPodTerms } from '../rule/affinity.ts';
import { defineRule } from '../rule/rule.ts';
import { type MapNode, toJson } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

/** Spellings of the well-known keys that no node carries. */
const meant: ReadonlyMap<string, string> = new Map([
  ['hostname', 'kubernetes.io/hostname'],
  ['host', 'kubernetes.io/hostname'],
  ['kubernetes.io/host', 'kubernetes.io/hostname'],
  ['topology.kubernetes.io/hostname', 'kubernetes.io/hostname'],
  ['zone', 'topology.kubernetes.io/zone'],
  ['kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['topology.kubernetes.io/zones', 'topology.kubernetes.io/zone'],
  ['region', 'topology.kubernetes.io/region'],
  ['kubernetes.io/region', 'topology.kubernetes.io/region'],
]);

export default defineRule({
  id: 'affinity-topology-key',
  meta: {
    summary: 'Name the node label that affinity counts by.',
    why: 'The API server rejects an affinity term without a topology key. With a key that no node carries as a label, a required term matches nowhere and a preferred one does nothing.',
    remedy: 'Use `kubernetes.io/hostname` for nodes and `topology.kubernetes.io/zone` for zones.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      empty: "'{path}' has no topologyKey: Kubernetes rejects it. Name the node label, usually kubernetes.io/hostname.",
      unusual: "Nodes carry no label '{key}' unless someone sets it: '{right}' is the usual one.",
    },
    examples: {
      bad: 'affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: ""\n        labelSelector: {}\n',
      good: 'affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector: {}\n',
    },
    sources: ['https://kubernetes.io/docs/reference/labels-annotations-taints/'],
    fix: 'unsafe',
  },
  *check(context) {
    const places: readonly { readonly node: MapNode; readonly path: Path; readonly mayBeEmpty: boolean }[] = [
      ...ownPodTerms(context).map(({ term, path }) => ({ node: term, path, mayBeEmpty: false })),
      // A constraint without a key is topology-spread-invalid.
      ...context
        .select('**.topologySpreadConstraints')
        .flatMap(list =>
          list.kind === 'list' && context.isOwn(list.path)
            ? list.items.flatMap(node => (node.kind === 'map' ? [{ node, path: node.path, mayBeEmpty: true }] : []))
            : [],
        ),
    ];
    for (const { node, path, mayBeEmpty } of places) {
      const key = toJson(node.entries.get('topologyKey')?.value) ?? '';
      const right = typeof key === 'string' ? meant.get(key) : undefined;
      if (key === '' && !mayBeEmpty && node.entries.size > 0) {
        yield {
          path: node.entries.has('topologyKey') ? [...path, 'topologyKey'] : path,
          message: 'empty',
          data: { path: formatPath(path) },
          fixes: () => [
            {
              title: 'Set kubernetes.io/hostname',
              safety: 'unsafe',
              operations: [{ op: 'set', path: [...path, 'topologyKey'], value: 'kubernetes.io/hostname' }],
            },
          ],
        };
      } else if (right !== undefined && !isTemplate(key)) {
        yield {
          path: [...path, 'topologyKey'],
          message: 'unusual',
          severity: 'warning',
          data: { key: String(key), right },
          fixes: () => [
            {
              title: `Write ${right}`,
              safety: 'unsafe',
              operations: [{ op: 'set', path: [...path, 'topologyKey'], value: right }],
            },
          ],
        };
      }
    }
  },
});
