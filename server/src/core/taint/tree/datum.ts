import type { Span } from '../../text/span.ts';

/** A configuration text of any notation (YAML, JSON, Jsonnet, HCL) as one small tree that keeps every position. */
export type Datum = MapDatum | ListDatum | TextDatum | CallDatum | ExpressionDatum;

export interface MapDatum {
  readonly kind: 'map';
  readonly entries: readonly DatumEntry[];
  /** The first entry of each name. */
  readonly fields: ReadonlyMap<string, Datum>;
  readonly span: Span;
}

export interface DatumEntry {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Datum;
  /** HCL: the labels of a block (`resource "type" "name"`). Absent for attributes and for other notations. */
  readonly labels?: readonly string[];
}

export interface ListDatum {
  readonly kind: 'list';
  readonly items: readonly Datum[];
  readonly span: Span;
}

export interface TextDatum {
  readonly kind: 'text';
  /** Without quotes; as written where a template stands in it. */
  readonly value: string;
  readonly templated: boolean;
  /** The text between the quotes, or of a block. */
  readonly span: Span;
  readonly isNull: boolean;
}

/** A function call, a conditional (`?:`), a comprehension (`for`) or a sum (`+`): the data that can come out of it. */
export interface CallDatum {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Datum[];
  readonly span: Span;
}

/** Anything that only its own tool can evaluate. */
export interface ExpressionDatum {
  readonly kind: 'expression';
  readonly raw: string;
  readonly span: Span;
}

/** Deeper nesting than any real file has is not followed. */
export const DEEPEST = 200;

export function mapDatum(entries: readonly DatumEntry[], span: Span): MapDatum {
  const fields = new Map<string, Datum>();
  for (const { name, value } of entries) {
    if (!fields.has(name)) {
      fields.set(name, value);
    }
  }
  return { kind: 'map', entries, fields, span };
}

export const fieldOf = (datum: Datum | undefined, name: string): Datum | undefined =>
  datum?.kind === 'map' ? datum.fields.get(name) : undefined;

/** `a.b.c`, through maps only. */
export const datumAt = (datum: Datum | undefined, path: string): Datum | undefined =>
  path.split('.').reduce<Datum | undefined>((at, name) => fieldOf(at, name), datum);

export const textOf = (datum: Datum | undefined): string | undefined =>
  datum?.kind === 'text' && !datum.isNull && datum.value !== '' ? datum.value : undefined;

/** How deep brackets nest, strings and comments included: a cheap upper bound before a recursive reader is let loose. */
export function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b || code === 0x28) {
      deepest = Math.max(deepest, ++depth);
    } else if (code === 0x7d || code === 0x5d || code === 0x29) {
      depth = Math.max(0, depth - 1);
    }
  }
  return deepest;
}
