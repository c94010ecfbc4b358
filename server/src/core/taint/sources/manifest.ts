import { collect, type LabelDraft, readLabels, type Trail } from '../collect.ts';
import {
  type Findings,
  type FoundPool,
  inPool,
  placedLabel,
  placedTaint,
  poolNameOf,
  shifted,
  together,
} from '../finding.ts';
import { mostNodes } from '../size.ts';
import type { TaintSource } from '../taint.ts';
import { isTemplated } from '../template.ts';
import { type Datum, datumAt, fieldOf, type MapDatum, mapDatum, type TextDatum, textOf } from '../tree/datum.ts';
import { cloudControllerShape, configConnectorShape, crossplaneShape } from './cloud-resource.ts';
import { clusterApiShape } from './cluster-api.ts';
import { eksctlShape } from './eksctl.ts';
import { gardenerShape } from './gardener.ts';
import { k3sShape, rke2Shape } from './k3s.ts';
import { karpenterShape } from './karpenter.ts';
import { kopsShape } from './kops.ts';
import { kubeadmShape } from './kubeadm.ts';
import { nodeShape } from './node.ts';
import { apiVersionOf, kindOf, mapsAt, type Place, placeName, type Shape } from './shape.ts';
import { talosShape } from './talos.ts';
import { valuesShape } from './values.ts';

/** The kinds of documents that are known, the first that owns one reads it. */
const SHAPES: readonly Shape[] = [
  nodeShape,
  karpenterShape,
  eksctlShape,
  clusterApiShape,
  kopsShape,
  gardenerShape,
  kubeadmShape,
  rke2Shape,
  k3sShape,
  talosShape,
  crossplaneShape,
  configConnectorShape,
  cloudControllerShape,
  valuesShape,
];

/** Reads a text within a text; offsets are the inner text's. */
export type EmbeddedReader = (text: string) => Findings;

/** What one document declares. Fields named for taints count wherever they stand; the document's shape says pools, labels and source. */
export function readDocument(root: Datum, uri: string, embedded: EmbeddedReader): Findings {
  const objects = objectsOf(root);
  return objects ? together(objects.map(object => readObject(object, uri, embedded))) : readUnknown(root, embedded);
}

/** The object itself, or the items of a List. */
function objectsOf(root: Datum): readonly MapDatum[] | undefined {
  if (root.kind !== 'map') {
    return undefined;
  }
  const items = fieldOf(root, 'items');
  return kindOf(root).endsWith('List') && items?.kind === 'list'
    ? items.items.filter(item => item.kind === 'map').map(item => withList(item, root))
    : [root];
}

/** Items of a typed list leave out what the list says of all. */
function withList(item: MapDatum, list: MapDatum): MapDatum {
  if (kindOf(item) !== '' || kindOf(list) !== 'NodeList') {
    return item;
  }
  const said = (name: string, value: string) => ({
    name,
    nameSpan: item.span,
    value: { kind: 'text' as const, value, templated: false, span: item.span, isNull: false },
  });
  return mapDatum([...item.entries, said('kind', 'Node'), said('apiVersion', 'v1')], item.span);
}

function readUnknown(root: Datum, embedded: EmbeddedReader): Findings {
  const collected = collect(root);
  return together([
    {
      taints: collected.taints.map(draft => placedTaint(draft, poolNameOf(draft.trail), 'other')),
      labels: collected.labels.map(draft => placedLabel(draft, poolNameOf(draft.trail), 'other')),
      pools: poolsByForm(collected.pools, () => 'other'),
    },
    ...collected.texts.map(({ text, trail }) =>
      readInside(text, { name: poolNameOf(trail), source: 'other' }, embedded),
    ),
  ]);
}

/** What kind of object a map is, if it says so. */
export const shapeOf = (root: MapDatum, uri: string): Shape | undefined =>
  SHAPES.find(candidate => candidate.owns(root, uri));

function readObject(root: MapDatum, uri: string, embedded: EmbeddedReader): Findings {
  const shape = shapeOf(root, uri);
  const source = shape?.source ?? 'other';
  const places = (shape?.places ?? []).flatMap(place => mapsAt(root, place.at).map(found => ({ place, ...found })));
  const pools: FoundPool[] = places.map(({ place, map, key }) => ({
    name: placeName(map, key, place),
    source,
    at: map.span,
    span: place.at === '' ? root.span : map.span,
    most: mostNodes(map, source),
  }));
  const collected = collect(root);
  const poolAt = poolFinder(pools);
  const poolOf = (start: number, trail: Trail): string | null => poolAt(start)?.name ?? poolNameOf(trail);
  const labelDrafts = [...places.flatMap(({ place, map }) => labelsOf(place, map)), ...collected.labels];
  return together([
    {
      taints: collected.taints.map(draft => placedTaint(draft, poolOf(draft.at.start, draft.trail), source)),
      labels: labelDrafts.map(draft => placedLabel(draft, poolOf(draft.at.start, draft.trail), source)),
      pools,
    },
    ...collected.texts.map(({ text, trail }) =>
      readInside(text, { name: poolOf(text.span.start, trail), source: sourceOfTexts(root, source) }, embedded),
    ),
  ]);
}

/** The pools that no shape knows of. */
export const poolsByForm = (trails: readonly Trail[], sourceOf: (trail: Trail) => TaintSource): readonly FoundPool[] =>
  trails.flatMap(trail => {
    const [name, map] = [poolNameOf(trail), trail.at(-1)?.map];
    return name !== null && map
      ? [{ name, source: sourceOf(trail), at: map.span, span: map.span, most: mostNodes(map, sourceOf(trail)) }]
      : [];
  });

/** A document embedded in a ConfigMap says itself what it is. */
const sourceOfTexts = (root: MapDatum, source: TaintSource): TaintSource =>
  apiVersionOf(root) === 'v1' ? 'other' : source;

/** Finds the smallest of the pools around an offset, the first of several of that size. */
export function poolFinder(pools: readonly FoundPool[]): (offset: number) => FoundPool | undefined {
  const order = pools
    .map((pool, index) => ({ pool, index }))
    .sort((a, b) => a.pool.span.start - b.pool.span.start || b.pool.span.end - a.pool.span.end || b.index - a.index)
    .map(({ pool }) => pool);
  return offset => {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((order[middle]?.span.start ?? 0) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // Pools nest: of those that begin before the offset, the last that reaches it is the innermost.
    return (
      order.slice(Math.max(0, low - MOST_LOOKED_AT), low).findLast(pool => offset <= pool.span.end) ??
      outermost(order, offset)
    );
  };
}

/** So many pools may lie between an offset and the beginning of the pool around it. */
const MOST_LOOKED_AT = 50;

const outermost = (order: readonly FoundPool[], offset: number): FoundPool | undefined => {
  const [first] = order;
  return first && first.span.start <= offset && offset <= first.span.end ? first : undefined;
};

export function readInside(
  text: TextDatum,
  pool: { name: string | null; source: TaintSource },
  embedded: EmbeddedReader,
): Findings {
  const exact = text.span.end - text.span.start === text.value.length;
  const found = inPool(embedded(text.value), pool);
  return exact ? shifted(found, text.span.start) : pinned(found, text.span);
}

/** Where escapes make offsets unknown, all of the text is the place. */
const pinned = (found: Findings, span: TextDatum['span']): Findings => ({
  taints: found.taints.map(taint => ({ ...taint, at: span, entry: span })),
  labels: found.labels.map(label => ({ ...label, at: span })),
  pools: [],
});

function labelsOf(place: Place, map: MapDatum): readonly LabelDraft[] {
  const trail: Trail = [{ map, name: '' }];
  const labels = (place.labels ?? []).flatMap(path => {
    const datum = datumAt(map, path);
    return datum ? readLabels(datum, trail) : [];
  });
  const reaching = labels.filter(
    label => label.key === null || place.reaches === undefined || place.reaches(label.key),
  );
  return [...reaching, ...(place.requirements ?? []).flatMap(path => requirementsIn(datumAt(map, path), trail))];
}

/** Karpenter's requirements: `In` allows some values, `Exists` any. */
function requirementsIn(list: Datum | undefined, trail: Trail): readonly LabelDraft[] {
  if (list?.kind !== 'list') {
    return [];
  }
  return list.items.flatMap((item): LabelDraft[] => {
    const key = fieldOf(item, 'key');
    const name = textOf(key);
    const operator = textOf(fieldOf(item, 'operator'));
    const values = fieldOf(item, 'values');
    if (key === undefined || name === undefined) {
      return [];
    }
    const label = { key: name, at: key.span, trail, origin: 'requirement' as const };
    if (operator !== 'In' || values?.kind !== 'list') {
      return operator === 'NotIn' || operator === 'DoesNotExist'
        ? []
        : [{ ...label, value: null, templated: isTemplated(name) }];
    }
    return values.items.flatMap(value =>
      value.kind === 'text' ? [{ ...label, value: value.value, templated: value.templated || isTemplated(name) }] : [],
    );
  });
}
