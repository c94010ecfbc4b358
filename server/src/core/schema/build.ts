import compare from 'semver/functions/compare.js';
import valid from 'semver/functions/valid.js';
import type { Form, JsonValue, KeyFact, KeyMove, KeyNote, KeyType, ProductTable } from '../product/table.ts';
import { formName, formPattern } from './forms.ts';
import type { JsonSchema } from './json-schema.ts';

export interface NearestVersion {
  /** A version of the table. */
  readonly version: string;
  /** False when another version than the wanted one was taken: the nearest lower, or the first when none is lower. */
  readonly exact: boolean;
}

/** A setting as one version of a product knows it. */
export interface KeyAt {
  readonly fact: KeyFact;
  readonly type: KeyType;
  /** Absent when no default is known. */
  readonly default?: JsonValue;
  readonly note?: KeyNote;
  /** The first version that knows the key; absent when the first recorded one does. */
  readonly since?: string;
  readonly deprecated?: { readonly since: string; readonly text: string };
}

export interface KeyIndex {
  /** As asked for. */
  readonly wanted: string;
  readonly nearest: NearestVersion;
  /** Dotted by `keyId`. */
  readonly keys: ReadonlyMap<string, KeyAt>;
  /** The keys right below a path, by `keyId`; `[]` and `*` are listed under their own names. */
  readonly children: ReadonlyMap<string, readonly string[]>;
}

/** How `KeyIndex` names a path: segments joined by a character that no key holds. */
export const keyId = (path: readonly string[]): string => path.join('\u0001');

/**
 * The recorded version that stands for `wanted`: the same, else the nearest lower one (a table may also hold for
 * earlier versions, see `Provenance.holdsFrom`), else the first. `1.15` is the newest recorded of that minor.
 * `wanted` undefined or "latest" is the newest of all.
 * Undefined when `wanted` is no version.
 */
export function nearestVersion(table: ProductTable, wanted?: string): NearestVersion | undefined {
  const newest = table.versions.findLast(isReleased) ?? table.versions.at(-1);
  if (newest === undefined) return undefined;
  if (wanted === undefined || wanted === 'latest') return { version: newest, exact: true };
  const line = /^v?\d+(?:\.\d+)?$/.test(wanted) ? `${wanted.replace(/^v/, '')}.` : undefined;
  const newestOfLine =
    line === undefined
      ? undefined
      : table.versions.findLast(version => version.startsWith(line) && isReleased(version));
  if (newestOfLine !== undefined) return { version: newestOfLine, exact: true };
  const asked = completeVersion(wanted);
  if (asked === undefined) return undefined;
  const same = table.versions.find(version => completeVersion(version) === asked);
  if (same !== undefined) return { version: same, exact: true };
  let index = 0;
  for (const [at, version] of table.versions.entries()) {
    const from = completeVersion(table.provenance[at]?.holdsFrom ?? version);
    if (from !== undefined && compare(from, asked) <= 0) index = at;
  }
  return { version: table.versions[index] ?? newest, exact: false };
}

/** `0.16.6+main` is what stands on the main branch after 0.16.6: it must be asked for, or a later release. */
const isReleased = (version: string): boolean => !version.includes('+');

/** `1.14` → `1.14.0`, `v1.14.2` → `1.14.2`. */
function completeVersion(text: string): string | undefined {
  const short = /^v?(\d+)(?:\.(\d+))?$/.exec(text);
  if (short) return `${short[1]}.${short[2] ?? '0'}.0`;
  return valid(text) === null ? undefined : text.replace(/^v/, '');
}

/** Every setting that `wanted` knows, with its type, default and note there. Undefined when `wanted` is no version. */
export function keysAt(table: ProductTable, wanted?: string): KeyIndex | undefined {
  const nearest = nearestVersion(table, wanted);
  if (!nearest) return undefined;
  const asked = wanted === undefined || wanted === 'latest' ? nearest.version : wanted;
  const index = table.versions.indexOf(nearest.version);
  const keys = new Map<string, KeyAt>();
  const children = new Map<string, string[]>();
  for (const fact of table.keys) {
    if (!knownAt(fact, index, asked)) continue;
    const id = keyId(fact.path);
    keys.set(id, keyAt(table, fact, index));
    const parent = keyId(fact.path.slice(0, -1));
    const siblings = children.get(parent);
    if (siblings) siblings.push(id);
    else children.set(parent, [id]);
  }
  return { wanted: asked, nearest, keys, children };
}

function knownAt(fact: KeyFact, index: number, wanted: string): boolean {
  return fact.known.some(([first, last]) => first <= index && index <= last) || isBackported(fact, wanted);
}

/** A patch release of an older minor that brought the key too, and every later patch of that minor. */
function isBackported(fact: KeyFact, wanted: string): boolean {
  const asked = fact.backports === undefined ? undefined : completeVersion(wanted);
  if (asked === undefined) return false;
  return (fact.backports ?? []).some(
    from =>
      asked.split('.').slice(0, 2).join('.') === from.split('.').slice(0, 2).join('.') && compare(asked, from) >= 0,
  );
}

function keyAt(table: ProductTable, fact: KeyFact, index: number): KeyAt {
  const type = typeof fact.type === 'string' ? fact.type : (valueAt(fact.type, index) ?? fact.type[0]?.[1] ?? 'any');
  const found = fact.defaults && valueAt(fact.defaults, index);
  const note = fact.earlierNotes?.find(({ until }) => index <= until)?.note ?? fact.note;
  const first = fact.known[0]?.[0] ?? 0;
  const since = first > 0 ? table.versions[first] : undefined;
  const { deprecated } = fact;
  const deprecatedSince = deprecated && table.versions[deprecated.since];
  return {
    fact,
    type,
    ...(found !== undefined && { default: found }),
    ...(note && { note }),
    ...(since !== undefined && { since }),
    ...(deprecated &&
      deprecatedSince !== undefined &&
      deprecated.since <= index && { deprecated: { since: deprecatedSince, text: deprecated.text } }),
  };
}

function valueAt<T>(changes: readonly (readonly [number, T])[], index: number): T | undefined {
  let value: T | undefined;
  for (const [from, changed] of changes) if (from <= index) value = changed;
  return value;
}

/** A path that some later version knows. `path` may lie below a setting of free content. */
export interface FutureKey {
  readonly fact: KeyFact;
  /** The first version above the one in force that knows it. */
  readonly version: string;
}

/** The first later version that knows `path` as a setting of its own; undefined when none does. */
export function futureKey(table: ProductTable, wanted: string, path: readonly string[]): FutureKey | undefined {
  const nearest = nearestVersion(table, wanted);
  const index = nearest ? table.versions.indexOf(nearest.version) : -1;
  const fact = table.keys.find(key => samePath(key.path, path));
  const first = fact?.known.map(([start]) => start).find(start => start > index);
  const version = first === undefined ? undefined : table.versions[first];
  return fact && version !== undefined ? { fact, version } : undefined;
}

export interface MoveAt {
  readonly move: KeyMove;
  /** The place that counts at this version, after following chains; undefined: removed without a successor. */
  readonly to?: readonly string[];
  /** The version in which `from` stopped to count; undefined: it never worked. */
  readonly since?: string;
}

/** What is known of paths that do not count at `wanted`: ask `find` for every path of a file that is no key there. */
export interface MoveIndex {
  /** The move of the longest prefix of `path` that is not a key itself, with `to` extended by the rest of `path`. */
  find(path: readonly string[]): MoveAt | undefined;
  /** Every place that something moved away from. */
  readonly places: readonly (readonly string[])[];
}

/** Undefined when `wanted` is no version. */
export function movesAt(table: ProductTable, wanted?: string): MoveIndex | undefined {
  const index = keysAt(table, wanted);
  if (!index) return undefined;
  const at = table.versions.indexOf(index.nearest.version);
  const inForce = table.moves
    .filter(move => move.since <= at)
    .sort((a, b) => b.from.length - a.from.length || b.since - a.since);
  const find = (path: readonly string[]): MoveAt | undefined => {
    if (index.keys.has(keyId(path))) return undefined;
    const move = firstMove(inForce, path);
    if (!move) return undefined;
    const { to, last } = follow(inForce, index.keys, move, path);
    // Beneath the moved key only what the new place knows moves along: anything else is a mistake of its own.
    if (to && path.length > move.from.length && !isPlace(index.keys, to)) return undefined;
    return { move: to ? move : last, ...(to && { to }), ...sinceOf(table, to ? move : last) };
  };
  return { find, places: inForce.map(({ from }) => from) };
}

function sinceOf(table: ProductTable, move: KeyMove): { since?: string } {
  const since = neverWorked(table, move) ? undefined : table.versions[move.since];
  return since === undefined ? {} : { since };
}

/** A key, or content of a key whose content is free: a map of the user's own keys or a Kubernetes type. */
function isPlace(keys: ReadonlyMap<string, KeyAt>, path: readonly string[]): boolean {
  if (keys.has(keyId(path))) return true;
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const key = keys.get(keyId(path.slice(0, depth)));
    if (key) return key.fact.open === true || /map<|k8s:/.test(key.type);
  }
  return false;
}

const firstMove = (moves: readonly KeyMove[], path: readonly string[]): KeyMove | undefined =>
  moves.find(move => isPrefix(move.from, path));

/** `since` 0 says "at no version", also where the path was a key of the very first table. */
const neverWorked = (table: ProductTable, move: KeyMove): boolean =>
  move.since === 0 && !table.keys.some(key => isPrefix(move.from, key.path));

/** Follows chains of moves to the place that counts now (none when the last one removes it); no chain is longer than the list. */
function follow(
  moves: readonly KeyMove[],
  keys: ReadonlyMap<string, KeyAt>,
  first: KeyMove,
  path: readonly string[],
): { to?: readonly string[]; last: KeyMove } {
  let last = first;
  let place = path;
  for (let step = 0; step <= moves.length; step += 1) {
    if (!last.to) return { last };
    place = [...last.to, ...place.slice(last.from.length)];
    const next = keys.has(keyId(place))
      ? undefined
      : firstMove(
          moves.filter(move => move.since >= last.since),
          place,
        );
    if (!next || next === last) break;
    last = next;
  }
  return { to: place, last };
}

const isPrefix = (prefix: readonly string[], path: readonly string[]): boolean =>
  prefix.length <= path.length && prefix.every((key, index) => path[index] === key);
const samePath = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && isPrefix(a, b);

/**
 * The self-contained JSON Schema (draft-07) of a product at a version: closed maps for known key sets, our texts,
 * defaults, and `definitions` (those of out/kubernetes.json) as far as they are reached.
 * Throws RangeError when `wanted` is no version.
 */
export function schemaOf(table: ProductTable, wanted: string | undefined, definitions: JsonSchema): JsonSchema {
  const index = keysAt(table, wanted);
  if (!index) throw new RangeError(`"${String(wanted)}" is no version`);
  const builder: Builder = { index, definitions: definitions.definitions ?? {}, types: [] };
  const properties = propertiesBelow(builder, []);
  const root: JsonSchema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `${table.title} ${index.nearest.version}`,
    description: `Values of ${table.title}, version ${index.nearest.version}.`,
    type: ['object', 'null'],
    properties: { global: GLOBAL, ...properties },
    additionalProperties: false,
  };
  return { ...root, definitions: reached(builder.types, builder.definitions) };
}

const GLOBAL: JsonSchema = {
  type: ['object', 'null'],
  description: 'Values that Helm hands to this chart and all its subcharts.',
};

interface Builder {
  readonly index: KeyIndex;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** Every part that may refer to a definition, collected on the way. */
  readonly types: JsonSchema[];
}

function propertiesBelow(builder: Builder, path: readonly string[]): Record<string, JsonSchema> {
  const properties: Record<string, JsonSchema> = Object.create(null) as Record<string, JsonSchema>;
  for (const id of builder.index.children.get(keyId(path)) ?? []) {
    const key = builder.index.keys.get(id);
    const name = key?.fact.path.at(-1);
    if (key && name !== undefined && name !== '[]' && name !== '*') properties[name] = keySchema(builder, key);
  }
  return properties;
}

function keySchema(builder: Builder, key: KeyAt): JsonSchema {
  return { ...described(builder, key), ...shape(builder, key) };
}

/** Type and content. Null is accepted everywhere: in Helm it removes a default. */
function shape(builder: Builder, key: KeyAt): JsonSchema {
  const { fact } = key;
  const properties = propertiesBelow(builder, fact.path);
  const each = builder.index.keys.get(keyId([...fact.path, '[]']));
  const free = builder.index.keys.get(keyId([...fact.path, '*']));
  if (each) return { type: ['array', 'null'], items: keySchema(builder, each) };
  const hasChildren = Object.keys(properties).length > 0;
  if (hasChildren || free) return mapShape(builder, key, properties, free);
  const schema = typeSchema(key.type);
  builder.types.push(schema);
  return {
    ...schema,
    ...(fact.values && { enum: [...new Set([...fact.values, null])] }),
    ...(fact.minimum !== undefined && { minimum: fact.minimum }),
    ...(fact.maximum !== undefined && { maximum: fact.maximum }),
    ...(fact.form && !fact.values && formKeywords(fact.form, schema)),
  };
}

/** A map with listed keys: closed, unless open, or a Kubernetes type or map that takes more. */
function mapShape(
  builder: Builder,
  key: KeyAt,
  properties: Readonly<Record<string, JsonSchema>>,
  free: KeyAt | undefined,
): JsonSchema {
  const base = resolveRef(builder, typeSchema(key.type));
  builder.types.push(base);
  const others = free ? keySchema(builder, free) : base.additionalProperties;
  const listed = Object.keys(properties).length > 0;
  return {
    type: ['object', 'null'],
    ...((listed || base.properties) && { properties: { ...base.properties, ...properties } }),
    ...(base.patternProperties && { patternProperties: base.patternProperties }),
    additionalProperties: key.fact.open ? true : (others ?? false),
    ...requiredBelow(builder, key.fact.path),
  };
}

function requiredBelow(builder: Builder, path: readonly string[]): { required?: readonly string[] } {
  const names = (builder.index.children.get(keyId(path)) ?? []).flatMap(id => {
    const key = builder.index.keys.get(id);
    return path.at(-1) === '[]' && key?.fact.required && key.default === undefined ? key.fact.path.slice(-1) : [];
  });
  return names.length > 0 ? { required: names } : {};
}

function resolveRef(builder: Builder, schema: JsonSchema): JsonSchema {
  const name = schema.$ref?.slice('#/definitions/'.length);
  return name === undefined ? schema : (builder.definitions[name] ?? {});
}

const JSON_TYPES = new Set(['string', 'boolean', 'integer', 'number', 'null', 'object']);

/** A `KeyType` as JSON Schema; `k8s:` names become references. */
export function typeSchema(type: KeyType): JsonSchema {
  const members = splitUnion(type);
  if (members.includes('any')) return {};
  if (members.every(member => JSON_TYPES.has(member))) return { type: [...new Set([...members, 'null'])] };
  const [only, ...others] = members;
  if (only !== undefined && others.length === 0) return memberSchema(only);
  return { anyOf: [...members.map(typeSchema), ...(members.includes('null') ? [] : [{ type: 'null' }])] };
}

function memberSchema(member: string): JsonSchema {
  if (member.endsWith('[]')) {
    const item = member.slice(0, -2);
    return { type: ['array', 'null'], ...(item !== 'any' && { items: typeSchema(item) }) };
  }
  const value = /^map<(.+)>$/.exec(member)?.[1];
  if (value !== undefined) return { type: ['object', 'null'], additionalProperties: typeSchema(value) };
  if (member.startsWith('k8s:')) return { $ref: `#/definitions/k8s.${member.slice('k8s:'.length)}` };
  return {};
}

/** Splits at the bars outside `<…>`. */
function splitUnion(type: KeyType): string[] {
  const members: string[] = [];
  let depth = 0;
  let member = '';
  for (const char of type) {
    if (char === '<') depth += 1;
    if (char === '>') depth -= 1;
    if (char === '|' && depth === 0) {
      members.push(member);
      member = '';
    } else member += char;
  }
  return [...members, member].map(text => text.trim());
}

function formKeywords(form: Form, schema: JsonSchema): JsonSchema {
  if (schema.$ref) return {};
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  const numeric = form === 'port' ? { minimum: 0, maximum: 65535 } : {};
  const pattern = types.includes('string') ? formPattern(form) : undefined;
  const widened =
    form === 'quantity' && !types.includes('number')
      ? { type: [...types.filter(type => type !== 'integer'), 'number'] }
      : {};
  return { ...numeric, ...(pattern !== undefined && { pattern }), ...widened };
}

function described(builder: Builder, key: KeyAt): JsonSchema {
  const { fact, note } = key;
  const name = fact.path.at(-1) ?? '';
  const text = note?.text ?? fallbackText(builder, key);
  return {
    description: plain(note?.production ? `${text}\n\nIn production: ${adviceText(note)}` : text),
    markdownDescription: markdown(key, text),
    ...(key.default !== undefined && { default: key.default }),
    ...(key.deprecated && {
      deprecated: true,
      deprecationMessage: `${name} is deprecated since ${key.deprecated.since}. ${plain(key.deprecated.text)}`,
    }),
    ...(key.since !== undefined && { 'x-since': key.since }),
    ...(note?.production && { 'x-production': note.production }),
    ...(fact.form && { 'x-form': fact.form }),
    ...(fact.unused && { 'x-unused': true }),
  };
}

/** For a setting without a note: only what its type and content tell. */
function fallbackText(builder: Builder, key: KeyAt): string {
  const names = (builder.index.children.get(keyId(key.fact.path)) ?? [])
    .map(id => builder.index.keys.get(id)?.fact.path.at(-1) ?? '')
    .filter(name => name !== '[]' && name !== '*');
  if (names.length > 0)
    return `Settings of ${key.fact.path.join('.')}: ${names.map(name => `\`${name}\``).join(', ')}.`;
  const kubernetes = builder.definitions[`k8s.${/k8s:(\w+)/.exec(key.type)?.[1] ?? ''}`]?.description;
  return kubernetes ?? `A value of type ${key.type.replace(/\|/g, ' or ')}.`;
}

function markdown(key: KeyAt, text: string): string {
  const { fact, note } = key;
  const facts = [
    ...(fact.form ? [`Form: ${formName(fact.form)}.`] : []),
    ...(key.since !== undefined ? [`Since ${key.since}.`] : []),
    ...(fact.defaultsFrom !== undefined && key.default !== undefined
      ? [`The default was read in ${fact.defaultsFrom}.`]
      : []),
    ...(fact.unused ? ['No template of the chart reads it.'] : []),
  ];
  return [
    ...(key.deprecated ? [`**Deprecated since ${key.deprecated.since}.** ${key.deprecated.text}`] : []),
    text,
    ...(note?.production
      ? [
          `**In production:** ${adviceText(note)}${note.production.source === '' ? '' : ` ([source](${note.production.source}))`}`,
        ]
      : []),
    ...(facts.length > 0 ? [facts.join(' ')] : []),
  ].join('\n\n');
}

function adviceText(note: KeyNote): string {
  const { production } = note;
  if (!production) return '';
  return production.value === undefined
    ? production.text
    : `\`${typeof production.value === 'string' ? production.value : JSON.stringify(production.value)}\`. ${production.text}`;
}

/** Markdown without its marks. */
const plain = (text: string): string =>
  /[`*[]/.test(text) ? text.replace(/`([^`]*)`|\*\*([^*]*)\*\*|\[([^\]]*)\]\([^)]*\)/g, '$1$2$3') : text;

/** The definitions that schemas refer to, and those they refer to. */
function reached(
  schemas: readonly JsonSchema[],
  definitions: Readonly<Record<string, JsonSchema>>,
): Record<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  const waiting: unknown[] = [...schemas];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    for (const [name, value] of Object.entries(item as object)) {
      if (value !== null && typeof value === 'object') waiting.push(value);
      if (name !== '$ref' || typeof value !== 'string') continue;
      const target = value.slice('#/definitions/'.length);
      const schema = definitions[target];
      if (!schema || found.has(target)) continue;
      found.set(target, schema);
      waiting.push(schema);
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
