import type { TaintSource } from '../taint.ts';
import { type Datum, datumAt, fieldOf, type MapDatum, textOf } from '../tree/datum.ts';

/** A kind of document that describes nodes: how it is told, and where in it the node pools stand. */
export interface Shape {
  readonly source: TaintSource;
  owns(root: MapDatum, uri: string): boolean;
  readonly places: readonly Place[];
}

/** One place of node pools. Paths: `a.b`, `a[]` for the items of a list, `*` for the entries of a map, `` for the thing itself. */
export interface Place {
  readonly at: string;
  /** Where its name stands, relative to it; a name that starts with `=` is the name itself. */
  readonly name: string;
  readonly labels?: readonly string[];
  readonly requirements?: readonly string[];
  /** Which of the labels reach the node; all when absent. */
  readonly reaches?: (label: string) => boolean;
}

export const apiVersionOf = (root: MapDatum): string => textOf(fieldOf(root, 'apiVersion')) ?? '';
export const kindOf = (root: MapDatum): string => textOf(fieldOf(root, 'kind')) ?? '';

/** The maps at a path, with the key they were found under. */
export function mapsAt(root: MapDatum, path: string): readonly { readonly map: MapDatum; readonly key: string }[] {
  let found: { datum: Datum; key: string }[] = [{ datum: root, key: '' }];
  for (const segment of path === '' ? [] : path.split('.')) {
    const name = segment.replace(/\[\]$/, '');
    found = found.flatMap(({ datum }) => {
      const children =
        name === '*' && datum.kind === 'map'
          ? datum.entries.map(entry => ({ datum: entry.value, key: entry.name }))
          : [fieldOf(datum, name)].flatMap(child => (child ? [{ datum: child, key: name }] : []));
      return segment.endsWith('[]')
        ? children.flatMap(child =>
            child.datum.kind === 'list' ? child.datum.items.map(item => ({ datum: item, key: name })) : [],
          )
        : children;
    });
  }
  return found.flatMap(({ datum, key }) => (datum.kind === 'map' ? [{ map: datum, key }] : []));
}

export function placeName(map: MapDatum, key: string, place: Place): string | null {
  if (place.name.startsWith('=')) {
    return place.name.slice(1);
  }
  return place.name === '*' ? key : (textOf(datumAt(map, place.name)) ?? null);
}
