import type { Site, Span } from '../../text/span.ts';

/**
 * What is known of a value while templates are traced: not what it holds, but which settings it is made of.
 * Immutable. Two values with the same `key` are made of the same settings.
 */
export type Traced =
  | OtherValue
  | ForeignValue
  | TextValue
  | RootValue
  | SettingValue
  | MapValue
  | ListValue
  | UnionValue;

/** No setting in it: a number, a text that was put together, what Kubernetes or Helm says. */
export interface OtherValue {
  readonly kind: 'other';
  readonly key: string;
}

/** A text that may hold a template of its own: out of a file of the chart, or put together with `{{`. */
export interface ForeignValue {
  readonly kind: 'foreign';
  readonly key: string;
}

/** One of these texts. A `\0` in a text stands for any text. */
export interface TextValue {
  readonly kind: 'text';
  readonly key: string;
  readonly texts: readonly string[];
}

/** What Helm hands to the templates of a chart: `.Values`, `.Release`, `.Chart` … */
export interface RootValue {
  readonly kind: 'root';
  readonly key: string;
  /** Index of the chart. */
  readonly chart: number;
  /** Name of the file that is being rendered. */
  readonly template: string;
}

/** The setting at this path of the values of the uppermost chart; `*` is any key or any item. */
export interface SettingValue {
  readonly kind: 'setting';
  readonly key: string;
  readonly path: readonly string[];
  /** The path was put together at run time: it may be a different one. */
  readonly doubtful: boolean;
  /** The expression that led here. */
  readonly from: Origin | undefined;
}

export interface Origin {
  readonly site: Site;
  /** The last segments of the path as they are spelled at the site; fewer than the path has when a scope is left out. */
  readonly spelled: readonly Span[];
}

/** A map made by a template. */
export interface MapValue {
  readonly kind: 'map';
  readonly key: string;
  readonly fields: ReadonlyMap<string, Traced>;
  /** Maps whose entries are in it too. */
  readonly merged: readonly Traced[];
  /** Values under keys that are not known. */
  readonly others: readonly Traced[];
}

/** A list made by a template. */
export interface ListValue {
  readonly kind: 'list';
  readonly key: string;
  readonly items: readonly Traced[];
  /** The items stand in this order, and there are no more. */
  readonly exact: boolean;
}

/** One of these. */
export interface UnionValue {
  readonly kind: 'union';
  readonly key: string;
  readonly members: readonly Traced[];
}

export const other: OtherValue = { kind: 'other', key: 'o' };
export const foreign: ForeignValue = { kind: 'foreign', key: 'f' };
/** Stands for any text within a text. */
export const hole = '\0';

const maximalTexts = 32;
const maximalTextLength = 2000;

export function textOf(texts: readonly string[]): Traced {
  const [first = hole] = texts;
  if (texts.length === 1 && first.length <= maximalTextLength) {
    return { kind: 'text', key: `t${JSON.stringify(first)}`, texts };
  }
  const fits = texts.every(text => text.length <= maximalTextLength);
  const distinctTexts = [...new Set(texts)].sort();
  if (!fits || distinctTexts.length > maximalTexts) {
    return texts.some(text => text.includes('{{')) ? foreign : { kind: 'text', key: 't?', texts: [hole] };
  }
  return { kind: 'text', key: `t${distinctTexts.map(text => JSON.stringify(text)).join()}`, texts: distinctTexts };
}

export const rootOf = (chart: number, template: string): RootValue => ({
  kind: 'root',
  key: `r${chart}:${template}`,
  chart,
  template,
});

export const settingOf = (path: readonly string[], doubtful: boolean, from: Origin | undefined): SettingValue => ({
  kind: 'setting',
  key: `s${doubtful ? '?' : ''}${JSON.stringify(path)}`,
  path,
  doubtful,
  from,
});

export function mapOf(
  fields: ReadonlyMap<string, Traced>,
  merged: readonly Traced[] = [],
  others: readonly Traced[] = [],
): MapValue {
  const entries = [...fields].map(([name, value]) => `${JSON.stringify(name)}:${value.key}`).sort();
  const key = `{${entries.join(',')}|${keysOf(merged)}|${keysOf(others)}}`;
  return { kind: 'map', key, fields, merged: distinct(merged), others: distinct(others) };
}

export function listOf(items: readonly Traced[], exact: boolean): ListValue {
  const held = exact ? items : distinct(items);
  return {
    kind: 'list',
    key: `${exact ? '[' : '<'}${held.map(({ key }) => key).join(',')}]`,
    items: held,
    exact,
  };
}

export function unionOf(values: readonly Traced[]): Traced {
  const [only] = values;
  if (only && values.every(({ key }) => key === only.key)) {
    return only;
  }
  const members = distinct(values.flatMap(value => (value.kind === 'union' ? value.members : [value])));
  const texts = members.filter(member => member.kind === 'text');
  const rest: Traced[] = members.filter(member => member.kind !== 'text' && member.kind !== 'other');
  if (texts.length > 0) {
    // A text that may also be something else is any text.
    const unknown = members.some(({ kind }) => kind === 'other') ? [hole] : [];
    rest.push(textOf([...texts.flatMap(member => (member.kind === 'text' ? member.texts : [])), ...unknown]));
  }
  const [first] = rest;
  return rest.length > 1 ? { kind: 'union', key: `(${keysOf(rest)})`, members: rest } : (first ?? other);
}

const keysOf = (values: readonly Traced[]): string =>
  distinct(values)
    .map(({ key }) => key)
    .sort()
    .join(',');

function distinct(values: readonly Traced[]): readonly Traced[] {
  return values.length < 2 ? values : [...new Map(values.map(value => [value.key, value])).values()];
}

export const membersOf = (value: Traced): readonly Traced[] => (value.kind === 'union' ? value.members : [value]);

/** The texts that a value can be; undefined when it can be anything else too. */
export function textsOf(value: Traced): readonly string[] | undefined {
  return value.kind === 'text' && !value.texts.some(text => text.includes(hole)) ? value.texts : undefined;
}

/** Any entry or item of the value. */
export function elementOf(value: Traced, doubtful = false): Traced {
  switch (value.kind) {
    case 'setting':
      return settingOf([...value.path, '*'], value.doubtful || doubtful, value.from);
    case 'map':
      return unionOf([
        ...value.fields.values(),
        ...value.others,
        ...value.merged.map(merged => elementOf(merged, doubtful)),
      ]);
    case 'list':
      return unionOf(value.items);
    case 'union':
      return unionOf(value.members.map(member => elementOf(member, doubtful)));
    case 'foreign':
      return foreign;
    default:
      return other;
  }
}

/** What is inside of a map or list that a template made, and other values as they are. */
export function contentsOf(value: Traced): readonly Traced[] {
  switch (value.kind) {
    case 'map':
      return [...value.fields.values(), ...value.merged, ...value.others];
    case 'list':
      return value.items;
    case 'union':
      return value.members;
    default:
      return [];
  }
}

/** All of a chart's values can be reached through it. */
export const holdsRoot = (value: Traced): boolean =>
  value.kind === 'root' || contentsOf(value).some(content => holdsRoot(content));

/** What is printed of it may hold a template that does not stand in the values. */
export const isForeign = (value: Traced): boolean =>
  value.kind === 'foreign' ||
  (value.kind === 'text' && value.texts.some(text => text.includes('{{'))) ||
  contentsOf(value).some(isForeign);
