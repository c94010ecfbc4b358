import { isAlias, isMap, isScalar, isSeq, type Pair, parse, parseDocument, type YAMLMap } from 'yaml';
import type { JsonValue } from '../product/table.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import type { Span } from '../text/span.ts';
import { typePlainScalar } from '../values/yaml11.ts';
import { annotatedSchema } from './schema-annotation.ts';

/** A chart's defaults with what the comments of its values.yaml say about them. */
export interface Documented {
  readonly root: DocumentedValue | undefined;
  /** Dotted paths that comments document, whether or not values.yaml holds them. */
  readonly named: ReadonlySet<string>;
}

export interface DocumentedValue {
  readonly kind: 'map' | 'list' | 'scalar';
  /** Plain JSON, typed as Helm types it. */
  readonly value: JsonValue;
  /** Of a map, in order. Keys that stand in comments only come last. */
  readonly entries: ReadonlyMap<string, DocumentedEntry>;
  readonly items: readonly DocumentedValue[];
}

export interface DocumentedEntry {
  /** In values.yaml. */
  readonly key: Span;
  readonly value: DocumentedValue;
  /** Markdown, from the comments. */
  readonly text?: string;
  /** The default as the comments put it, where values.yaml only holds a placeholder. */
  readonly default?: string;
  /** The type as the comments put it: `string`, `object` … */
  readonly type?: string;
  readonly nullable?: boolean;
  /** From a `# @schema` annotation. */
  readonly schema?: JsonSchema;
  /** The key is commented out: it is known, and not set. */
  readonly commentedOut?: boolean;
}

const maximalDepth = 200;
/** Values that aliases may repeat. */
const maximalAliased = 20_000;
/** Blocks of comments that are tried as YAML. */
const maximalTried = 5_000;

const nothing: Documented = { root: undefined, named: new Set() };

/** Reads the text of a values.yaml. Never fails: what cannot be read is not there. */
export function documentDefaults(text: string): Documented {
  try {
    const { contents } = parseDocument(text, {
      schema: 'failsafe',
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
    });
    const lines = linesOf(text);
    const reader: Reader = {
      text,
      lines,
      params: readParameters(lines),
      aliased: maximalAliased,
      tries: maximalTried,
      anchors: new Map(),
    };
    const named = new Set(reader.params.keys());
    return { root: isMap(contents) ? readValue(reader, contents, [], 0) : undefined, named };
  } catch {
    // The parser recurses: text nested some thousand levels deep overflows the stack.
    return nothing;
  }
}

interface Line {
  readonly start: number;
  readonly text: string;
  /** Column of the `#`, for a line that holds only a comment. */
  readonly comment: number | undefined;
}

interface Reader {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly params: ReadonlyMap<string, Said>;
  aliased: number;
  tries: number;
  readonly anchors: Map<string, unknown>;
}

function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split('\n').map(raw => {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const column = line.length - line.trimStart().length;
    const made = { start, text: line, comment: line[column] === '#' ? column : undefined };
    start += raw.length + 1;
    return made;
  });
}

function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

function readValue(reader: Reader, node: unknown, path: readonly string[], depth: number): DocumentedValue {
  const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
  if (anchor !== undefined) {
    reader.anchors.set(anchor, node);
  }
  if (isAlias(node)) {
    const target = reader.anchors.get(node.source);
    return target === undefined || reader.aliased-- <= 0 ? scalar(null) : readValue(reader, target, path, depth + 1);
  }
  if (depth > maximalDepth) {
    return scalar(null);
  }
  if (isMap(node)) {
    return readMap(reader, node, path, depth);
  }
  if (isSeq(node)) {
    const items = node.items.map(item => readValue(reader, item, [...path, '*'], depth + 1));
    return { kind: 'list', value: items.map(({ value }) => value), entries: new Map(), items };
  }
  if (!isScalar(node)) {
    return scalar(null);
  }
  const plain = node.type === 'PLAIN' || node.type === undefined;
  return scalar(plain ? typePlainScalar(node.source ?? '') : String(node.value));
}

const scalar = (value: JsonValue): DocumentedValue => ({ kind: 'scalar', value, entries: new Map(), items: [] });

function readMap(reader: Reader, node: YAMLMap, path: readonly string[], depth: number): DocumentedValue {
  const entries = new Map<string, DocumentedEntry>();
  for (const pair of node.items) {
    if (!isScalar(pair.key)) {
      continue;
    }
    const name = String(pair.key.value);
    if (name === '<<') {
      for (const [merged, entry] of readMerged(reader, pair.value, path, depth)) {
        entries.set(merged, entries.get(merged) ?? entry);
      }
      continue;
    }
    entries.set(name, readEntry(reader, pair, name, [...path, name], depth));
  }
  for (const [name, entry] of commentedOutIn(reader, node)) {
    if (!entries.has(name)) {
      entries.set(name, entry);
    }
  }
  return { kind: 'map', value: jsonOf(entries), entries, items: [] };
}

function jsonOf(entries: ReadonlyMap<string, DocumentedEntry>): JsonValue {
  const object: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  for (const [name, { value, commentedOut }] of entries) {
    if (!commentedOut) {
      object[name] = value.value;
    }
  }
  return object;
}

function readMerged(reader: Reader, value: unknown, path: readonly string[], depth: number) {
  const nodes: readonly unknown[] = isSeq(value) ? value.items : [value];
  return nodes.flatMap(node => [...readValue(reader, node, path, depth + 1).entries]);
}

function readEntry(reader: Reader, pair: Pair, name: string, path: readonly string[], depth: number): DocumentedEntry {
  const key = isScalar(pair.key) ? spanOf(pair.key) : { start: 0, end: 0 };
  const line = lineAt(reader.lines, key.start);
  const column = key.start - (reader.lines[line]?.start ?? 0);
  const above = blockAbove(reader, line, column);
  const parameter = reader.params.get(path.join('.'));
  const inner = readValue(reader, pair.value, path, depth + 1);
  const value = withCommentedChildren(reader, inner, pair, line, column);
  const said = { ...readComment(above, name), ...parameter };
  const text = said.text || endOfLine(reader, pair, line);
  return { ...said, key, value, ...(text ? { text } : {}) };
}

function spanOf({ range }: { readonly range?: readonly [number, number, number] | null | undefined }): Span {
  const [start = 0, end = start] = range ?? [];
  return { start, end };
}

/** The comment lines that stand directly above a key, at its column. */
function blockAbove({ lines }: Reader, line: number, column: number): readonly string[] {
  let first = line;
  while (first > 0 && lines[first - 1]?.comment === column) {
    first--;
  }
  return lines.slice(first, line).map(({ text }) => text.slice(column));
}

/** What stands behind the value on the line of a key. */
function endOfLine({ text, lines }: Reader, { value }: Pair, line: number): string | undefined {
  const end = lines[line] ? lines[line].start + lines[line].text.length : 0;
  const [, valueEnd] = isScalar(value) || isMap(value) || isSeq(value) ? (value.range ?? []) : [];
  if (valueEnd === undefined || valueEnd > end) {
    return undefined;
  }
  const behind = text.slice(valueEnd, end).trim();
  return behind.startsWith('#') ? prose([behind]) : undefined;
}

interface Said {
  readonly text?: string;
  readonly default?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly schema?: JsonSchema;
}

/** A block of comment lines, in whichever of the known notations. */
function readComment(block: readonly string[], key: string): Said {
  const { schema, rest } = annotatedSchema(block);
  const start = rest.findLastIndex(line => /^#\s*(?:[\w.[\]"/-]+\s+)?--(?:\s|$)/.test(line));
  const first = rest[start];
  const said = first === undefined ? plainComment(rest, key) : helmDocs(rest.slice(start), first);
  return { ...said, ...(schema && { schema }) };
}

/** `# -- (type) text`, then more lines; `# @default -- text` and other tags among them. */
function helmDocs(lines: readonly string[], first: string): Said {
  const [, type, text = ''] = /^#\s*(?:[\w.[\]"/-]+\s+)?--\s*(?:\(([\w/ -]+)\)\s*)?(.*)$/.exec(first) ?? [];
  const more = lines.slice(1);
  const fallback = more.flatMap(line => /^#\s*@default\s*--\s*(.*)$/.exec(line)?.[1] ?? []).at(-1);
  const body = more.filter(line => !/^#\s*@[\w.]+(?:\s|$)/.test(line));
  return {
    text: prose([`# ${text}`, ...body]),
    ...(fallback !== undefined && { default: fallback }),
    ...(type !== undefined && { type }),
  };
}

/** Lines of text; settings that are commented out between them say nothing about the key below. */
function plainComment(lines: readonly string[], key: string): Said {
  const isOther = (line: string): boolean => ![undefined, key].includes(isCommentedKey(line));
  const last = lines.findLastIndex(isOther);
  const behind = last === -1 ? lines : lines.slice(last + 1).filter(line => !/^#\s{2,}\S/.test(line));
  const candidates = [behind, lines.slice(0, Math.max(0, lines.findIndex(isOther))), lines];
  const words = candidates.map(part => prose(part.filter(line => !/^#+\s*@/.test(line))));
  const text = words.find(part => part !== '');
  return text === undefined ? {} : { text };
}

/** Comment lines as Markdown: rulers and empty edges go. */
function prose(lines: readonly string[]): string {
  return lines
    .map(line => line.replace(/^#+ ?/, '').trimEnd())
    .filter(line => !/^[-=#*_~+\s]{4,}$/.test(line))
    .join('\n')
    .trim();
}

/** `## @param path [type, nullable, default: x] text` and `## @extra path text`, wherever they stand. */
function readParameters(lines: readonly Line[]): ReadonlyMap<string, Said> {
  const parameters = new Map<string, Said>();
  for (const { text, comment } of lines) {
    if (comment === undefined || !(text.includes('@') || text.includes(' -- '))) {
      continue;
    }
    const match = /^\s*#+\s*@(?:param|extra)\s+(\S{1,300})\s*(?:\[([^\]]{0,200})\])?\s*(.*)$/.exec(text);
    if (match) {
      const [, path = '', modifiers, words = ''] = match;
      parameters.set(path.replace(/\[\d+\]/g, '.*'), { text: words.trim(), ...readModifiers(modifiers) });
    }
    const old = /^\s*#\s*([A-Za-z_][\w-]*(?:\.[\w-]+){1,20})\s+--\s+(.*)$/.exec(text);
    if (old?.[1] !== undefined) {
      parameters.set(old[1], { text: (old[2] ?? '').trim() });
    }
  }
  return parameters;
}

function readModifiers(modifiers: string | undefined): Said {
  const parts = (modifiers ?? '').split(',').map(part => part.trim());
  const fallback = parts.find(part => part.startsWith('default:'))?.slice('default:'.length);
  const type = parts.find(part => /^(?:string|array|object|boolean|number|integer)$/.test(part));
  return {
    ...(fallback !== undefined && { default: fallback.trim() }),
    ...(type !== undefined && { type }),
    ...(parts.includes('nullable') && { nullable: true }),
  };
}

/** Words in front of a colon that begin a sentence, not a setting. */
const notKeys: ReadonlySet<string> = new Set(
  'ref see note example examples e.g eg i.e ie default defaults todo fixme warning important http https hint tip usage or and if set type options values format docs link url for example caution deprecated'.split(
    ' ',
  ),
);

/** The key of `# key: value`, when the line looks like a setting that is commented out. */
function isCommentedKey(line: string): string | undefined {
  const match = /^# ?([a-z][\w.-]{0,100}):(?:$|\s+(.*)$)/.exec(line);
  const [, name, written = ''] = match ?? [];
  if (name === undefined || notKeys.has(name.toLowerCase())) {
    return undefined;
  }
  const value = written.replace(/\s+#.*$/, '').trim();
  const oneWord = !/\s/.test(value);
  const quoted = /^"[^"]*"$|^'[^']*'$/.test(value);
  const flow = /^[[{].*[\]}]$/.test(value);
  return oneWord || quoted || flow ? name : undefined;
}

/** Settings commented out between the entries of a block map, at the column of its keys. */
function commentedOutIn(reader: Reader, node: YAMLMap): readonly (readonly [string, DocumentedEntry])[] {
  const [start, , end] = node.range ?? [];
  if (start === undefined || end === undefined || node.flow || node.items.length === 0) {
    return [];
  }
  const firstLine = lineAt(reader.lines, start);
  const column = start - (reader.lines[firstLine]?.start ?? 0);
  const lastLine = lineAt(reader.lines, Math.max(start, end - 1));
  const isAround = ({ text, comment }: Line): boolean =>
    comment === undefined ? text.trim() === '' : comment >= column;
  return commentedOut(
    reader,
    reach(reader.lines, firstLine, -1, isAround),
    reach(reader.lines, lastLine, 1, isAround),
    column,
  );
}

/** The last line, in one direction, up to which all lines are of a kind. */
function reach(lines: readonly Line[], from: number, direction: 1 | -1, belongs: (line: Line) => boolean): number {
  let at = from;
  for (let next = lines[at + direction]; next && belongs(next); next = lines[at + direction]) {
    at += direction;
  }
  return at;
}

/** Below `key: {}` or `key:`, what is commented out deeper belongs to the key. */
function withCommentedChildren(
  reader: Reader,
  value: DocumentedValue,
  { value: node }: Pair,
  line: number,
  column: number,
): DocumentedValue {
  const empty = value.value === null || (value.kind === 'map' && value.entries.size === 0);
  const next = reader.lines[line + 1]?.comment;
  if (!empty || next === undefined || next <= column || isAlias(node)) {
    return value;
  }
  let last = line + 1;
  while (reader.lines[last + 1]?.comment === next) {
    last++;
  }
  const children = commentedOut(reader, line + 1, last, next);
  return children.length === 0 ? value : { ...value, entries: new Map(children) };
}

function commentedOut(
  reader: Reader,
  first: number,
  last: number,
  column: number,
): readonly (readonly [string, DocumentedEntry])[] {
  const { lines } = reader;
  const found: (readonly [string, DocumentedEntry])[] = [];
  for (let at = first; at <= last; at++) {
    const line = lines[at];
    if (line?.comment !== column) {
      continue;
    }
    const name = isCommentedKey(line.text.slice(column));
    if (name === undefined || reader.tries-- <= 0) {
      continue;
    }
    const offset = line.start + line.text.indexOf(name, column);
    const block = deeperLines(lines, at, last, column);
    at += block.length - 1;
    const value = plainValue(block, name);
    if (value) {
      found.push([name, { key: { start: offset, end: offset + name.length }, value, commentedOut: true }]);
    }
  }
  return found;
}

const maximalBlock = 400;

/** A commented line and the ones below it that are indented deeper behind their `#`, or are list items. */
function deeperLines(lines: readonly Line[], at: number, last: number, column: number): readonly string[] {
  const block: string[] = [];
  const indent = /^#( *)/.exec(lines[at]?.text.slice(column) ?? '')?.[1]?.length ?? 0;
  for (let line = at; line <= last && block.length < maximalBlock; line++) {
    const text = lines[line]?.comment === column ? lines[line]?.text.slice(column + 1) : undefined;
    const depth = text === undefined ? -1 : text.length - text.trimStart().length;
    const belongs = block.length === 0 || depth > indent || (depth === indent && /^ *- /.test(text ?? ''));
    if (text === undefined || !belongs) {
      break;
    }
    block.push(text);
  }
  return block;
}

/** The value that the lines would set; undefined when they are no YAML after all. */
function plainValue(block: readonly string[], name: string): DocumentedValue | undefined {
  try {
    const parsed: unknown = parse(block.join('\n'), { logLevel: 'silent', maxAliasCount: 0, prettyErrors: false });
    const value = typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>)[name] : undefined;
    return value === undefined ? undefined : plainOf(value, 0);
  } catch {
    return undefined;
  }
}

function plainOf(value: unknown, depth: number): DocumentedValue {
  if (depth > maximalDepth || typeof value !== 'object' || value === null) {
    return scalar(typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null);
  }
  if (Array.isArray(value)) {
    const items = value.map(item => plainOf(item, depth + 1));
    return { kind: 'list', value: items.map(item => item.value), entries: new Map(), items };
  }
  const key = { start: 0, end: 0 };
  const entries = Object.entries(value).map(
    ([name, child]) => [name, { key, value: plainOf(child, depth + 1), commentedOut: true }] as const,
  );
  return { kind: 'map', value: {}, entries: new Map(entries), items: [] };
}
