import { isAlias, isMap, isPair, isScalar, isSeq, type Pair, parseAllDocuments, type Scalar as YamlScalar } from 'yaml';
import { type LineIndex, lineIndexOf } from '../text/lines.ts';
import type { Site, Span } from '../text/span.ts';
import { bracketsOnOneLine } from './loose-brackets.ts';
import type { Entry, ScalarNode, ValueNode } from './node.ts';
import { below, formatPath, type Path } from './path.ts';
import { keyName, typePlainScalar } from './yaml11.ts';

/** One version of one values file. Immutable: new text makes a new document. */
export interface ValuesDocument {
  readonly uri: string;
  readonly version: number;
  /** The whole file, also when the values are embedded in a manifest. */
  readonly text: string;
  readonly lines: LineIndex;
  /** Missing when the file is empty. Incomplete, but never absent, when the file has errors. */
  readonly root: ValueNode | undefined;
  readonly problems: readonly YamlProblem[];
  /** For values inside a manifest: where they stand, e.g. `spec.values`. */
  readonly embeddedAt?: string;
  /** What an anchor names and an alias or merge key uses too: an edit there changes several places. Absent: nothing. */
  readonly aliased?: readonly Span[];
}

export interface YamlProblem {
  readonly code: 'yaml/syntax' | 'yaml/duplicate-key' | 'yaml/several-documents';
  readonly message: string;
  readonly span: Span;
  /** Helm reads it nevertheless: a warning. */
  readonly tolerated?: boolean;
  /** The key that is duplicated. */
  readonly path?: Path;
  /** The duplicated key's first occurrence. */
  readonly first?: Span;
}

/** Larger texts are not analysed: hosts skip them and say so. In UTF-16 units. */
export const maximalLength = 10_000_000;
/** Nodes that aliases may add before the document is refused as an alias bomb. */
const aliasBudget = 50_000;
const maximalDepth = 400;
/** A broken file has one cause and many consequences. */
const maximalProblems = 100;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const controlCharacter = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** Parsing never fails: whatever could be read is in `root`, whatever could not is in `problems`. */
export function parse(uri: string, version: number, text: string): ValuesDocument {
  const lines = lineIndexOf(text);
  const { contents, problems } = compose(text);
  const first = contents[0];
  const conversion: Conversion = {
    uri,
    text,
    problems,
    anchors: new Map(),
    targets: new Map(),
    aliased: new Set(),
    budget: { aliased: aliasBudget },
  };
  const root = first === undefined ? undefined : convert(first.contents, [], false, 0, conversion);
  const second = contents[1];
  if (second?.contents?.range) {
    const [start] = second.contents.range;
    problems.push({
      code: 'yaml/several-documents',
      message:
        "Helm 3 reads only the first document of a values file: everything after this '---' has no effect. Move it into a file of its own.",
      span: { start, end: Math.max(start, text.indexOf('\n', start)) },
    });
  }
  const aliased = [...conversion.aliased].map(node => siteOf(node, conversion).span);
  return {
    uri,
    version,
    text,
    lines,
    root: emptyRoot(first?.contents) ? undefined : root,
    problems,
    ...(aliased.length > 0 ? { aliased } : {}),
  };
}

/** An empty file, or one that holds only comments. */
const emptyRoot = (contents: unknown): boolean =>
  contents === null ||
  contents === undefined ||
  (isScalar(contents) && contents.source === '' && contents.value === null);

function compose(text: string): { contents: ReturnType<typeof parserDocumentsOf>; problems: YamlProblem[] } {
  if (ladder.test(text)) {
    return { contents: [], problems: [{ code: 'yaml/syntax', message: tooDeep, span: { start: 0, end: 0 } }] };
  }
  try {
    const { documents: contents, left } = documentsOf(text);
    const errors = contents.flatMap(document => document.errors).slice(0, maximalProblems);
    const tolerated = left ? errors.findIndex(isLooseBracket) : -1;
    // What follows brackets that were taken to end too early is only an echo.
    const own = tolerated === -1 ? errors : errors.slice(0, tolerated + 1);
    const problems: YamlProblem[] = own.map((error, index) => ({
      ...(index === tolerated ? { tolerated: true } : {}),
      code: 'yaml/syntax',
      message: index === tolerated ? looseBrackets : explain(error.code, error.message),
      span: { start: error.pos[0], end: Math.max(error.pos[0], Math.min(error.pos[1], text.length)) },
    }));
    const control = text.search(controlCharacter);
    if (control !== -1) {
      problems.push({
        code: 'yaml/syntax',
        message: 'A control character: Helm refuses a file that holds one. Is this a text file?',
        span: { start: control, end: control + 1 },
      });
    }
    const directive = /^%YAML[ \t]+(?!1\.1\s)\S*/m.exec(text.slice(0, Math.max(0, text.search(/^---/m))));
    if (directive) {
      const message = 'Helm reads YAML 1.1 and refuses a file that asks for another version. Delete this line.';
      problems.push({
        code: 'yaml/syntax',
        message,
        span: { start: directive.index, end: directive.index + directive[0].length },
      });
    }
    return { contents, problems };
  } catch (error) {
    // The parser recurses: text nested some thousand levels deep overflows the stack.
    const message = error instanceof RangeError ? tooDeep : String(error);
    return { contents: [], problems: [{ code: 'yaml/syntax', message, span: { start: 0, end: 0 } }] };
  }
}

/** Brackets that Helm reads and the parser does not are drawn onto one line for it; `left`: where that cannot be done. */
function documentsOf(text: string) {
  let documents = parserDocumentsOf(text);
  let drawn = text;
  for (let brackets = 0; brackets < maximalLooseBrackets; brackets++) {
    const error = documents.flatMap(({ errors }) => errors).find(isLooseBracket);
    const next = error ? bracketsOnOneLine(drawn, documents, error.pos[0]) : 'open';
    if (typeof next === 'string' || next.drawn === drawn) {
      return { documents, left: error !== undefined && next !== 'open' };
    }
    drawn = next.drawn;
    documents = parserDocumentsOf(drawn);
  }
  return { documents, left: true };
}

const maximalLooseBrackets = 20;
const isLooseBracket = ({ code, message }: { readonly code: string; readonly message: string }): boolean =>
  code === 'BAD_INDENT' && message.startsWith('Flow');

function parserDocumentsOf(text: string) {
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    version: '1.2',
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  return Array.isArray(documents) ? documents : [];
}

const looseBrackets =
  'Lines inside these brackets are indented no deeper than their key. Helm reads that, most editors and this check do not: indent them to have the file checked.';

/** `- - - - …`: lists within lists on one line, which take the parser a time that grows with their square. */
const ladder = /(?:[-?:] ){500}/;
const tooDeep = 'This file is nested too deeply to be read.';

/** What the parser says, in words that tell what to do. */
function explain(code: string, message: string): string {
  if (message.includes('call stack')) {
    return tooDeep;
  }
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'A tab cannot indent YAML: Helm refuses the file. Use spaces.';
    case 'BAD_INDENT':
      return `The indentation does not fit the lines around it, so Helm cannot read the file. ${message}`;
    case 'MISSING_CHAR':
      return `Something is missing here, so Helm cannot read the file. ${message}`;
    case 'MULTILINE_IMPLICIT_KEY':
      return "A key must stand on one line: is a ':' missing, or an indentation wrong?";
    case 'BAD_ALIAS':
      return `This alias has no anchor before it. ${message}`;
    default:
      return /[.!?]$/.test(message) ? message : `${message}.`;
  }
}

interface Conversion {
  readonly uri: string;
  readonly text: string;
  readonly problems: YamlProblem[];
  /** Anchors met so far, in document order: an alias means the nearest one before it. */
  readonly anchors: Map<string, Target>;
  readonly targets: Map<unknown, Target>;
  /** Anchored nodes that were used. */
  readonly aliased: Set<unknown>;
  readonly budget: { aliased: number };
}

function convert(node: unknown, path: Path, shared: boolean, depth: number, at: Conversion): ValueNode | undefined {
  if (depth > maximalDepth) {
    report(at, node, 'Nested too deeply: what stands below this is not read.');
    return undefined;
  }
  if (isAlias(node)) {
    return convertAlias(node, path, depth, at);
  }
  if (shared && at.budget.aliased-- <= 0) {
    if (at.budget.aliased === -1) {
      report(
        at,
        node,
        'Aliases multiply this file into more than 50,000 values: it is an alias bomb, and not read to its end.',
      );
    }
    return undefined;
  }
  const anchor = anchorOf(node);
  const open = anchor === undefined || shared ? undefined : { node, open: true };
  if (open && anchor !== undefined) {
    at.anchors.set(anchor, open);
  }
  const value = convertPlain(node, path, shared, depth, at);
  if (open) {
    open.open = false;
  }
  return value;
}

function convertPlain(
  node: unknown,
  path: Path,
  shared: boolean,
  depth: number,
  at: Conversion,
): ValueNode | undefined {
  if (isMap(node)) {
    const entries = new Map<string, Entry>();
    const written = new Set<string>();
    for (const pair of node.items) {
      addPair(pair, entries, written, path, shared, depth, at);
    }
    return { kind: 'map', path, site: siteOf(node, at), shared, flow: node.flow === true, entries };
  }
  if (isSeq(node)) {
    const items: ValueNode[] = [];
    for (const item of node.items) {
      const child = convert(item, below(path, items.length), shared, depth + 1, at);
      if (child) {
        items.push(child);
      }
    }
    return { kind: 'list', path, site: siteOf(node, at), shared, flow: node.flow === true, items };
  }
  return isScalar(node) ? scalarOf(node, path, shared, at) : nullAt(node, path, shared, at);
}

/** `written`: the keys that this map itself has, as opposed to those merged into it. */
function addPair(
  pair: Pair,
  entries: Map<string, Entry>,
  written: Set<string>,
  path: Path,
  shared: boolean,
  depth: number,
  at: Conversion,
): void {
  if (isScalar(pair.key) && pair.key.source === '<<' && pair.key.type === 'PLAIN') {
    for (const [name, entry] of mergedEntries(pair, path, depth, at)) {
      entries.set(name, entry);
    }
    return;
  }
  const name = nameOf(pair.key, at);
  if (name === undefined) {
    report(at, pair.key, 'A key of a values file must be a plain word, not a list, a map or nothing.');
    return;
  }
  const childPath = below(path, name);
  const key = siteOf(pair.key, at);
  const value = convert(pair.value, childPath, shared, depth + 1, at) ?? emptyValue(key, childPath, shared);
  const earlier = entries.get(name);
  if (earlier && !shared && written.has(name)) {
    at.problems.push({
      code: 'yaml/duplicate-key',
      message: `'${formatPath(childPath)}' is set twice in this map: Helm silently keeps only the last one. Merge the two or delete one.`,
      span: key.span,
      path: childPath,
      first: earlier.key.span,
    });
  }
  entries.delete(name);
  entries.set(name, { key, value });
  written.add(name);
}

function nameOf(key: unknown, at: Conversion): string | undefined {
  const node = isAlias(key) ? targetOf(key, at)?.node : key;
  if (!isScalar(node)) {
    return undefined;
  }
  if (node.type !== 'PLAIN') {
    return String(node.value ?? '');
  }
  return typePlainScalar(node.source ?? '') === null ? undefined : keyName(node.source ?? '');
}

/**
 * `<<: *one` and `<<: [*one, *two]`. In a list the first item wins. Between a merge and the keys around it, whatever
 * stands later in the map wins: Helm's reader works through them in order.
 */
function mergedEntries(
  { key, value }: Pair,
  path: Path,
  depth: number,
  at: Conversion,
): readonly (readonly [string, Entry])[] {
  const nodes = isSeq(value) ? value.items.toReversed() : [value];
  return nodes.flatMap(node => {
    const map = convert(node, path, true, depth + 1, at);
    if (map && map.kind !== 'map') {
      report(at, key, "'<<' merges maps only: Helm refuses the file.");
    }
    return map?.kind === 'map' ? [...map.entries] : [];
  });
}

interface Target {
  readonly node: unknown;
  open: boolean;
}

/** What an alias means is settled where it stands, also when it is reached again through another alias later. */
function targetOf(alias: { source: string }, at: Conversion): Target | undefined {
  const target = at.targets.get(alias) ?? at.anchors.get(alias.source);
  if (target) {
    at.targets.set(alias, target);
  }
  return target;
}

function convertAlias(
  alias: { source: string; range?: readonly number[] | null | undefined },
  path: Path,
  depth: number,
  at: Conversion,
) {
  const target = targetOf(alias, at);
  if (target === undefined) {
    report(at, alias, `There is no anchor '&${alias.source}' before this alias: Helm refuses the file.`);
    return undefined;
  }
  if (target.open) {
    report(
      at,
      alias,
      `'*${alias.source}' stands inside its own anchor: the value would contain itself, and Helm refuses the file.`,
    );
    return undefined;
  }
  at.aliased.add(target.node);
  target.open = true;
  const node = convert(target.node, path, true, depth + 1, at);
  target.open = false;
  return node;
}

function scalarOf(node: YamlScalar, path: Path, shared: boolean, at: Conversion): ScalarNode {
  const folded = foldedText(node, at);
  const text = folded ?? (typeof node.value === 'string' ? node.value : String(node.value ?? ''));
  const source = node.type === 'PLAIN' ? (folded ?? node.source ?? text) : text;
  const style = styleOf(node);
  const asString = style !== 'plain' && style !== 'none';
  const tag = node.tag?.replace(/^tag:yaml\.org,2002:/, '');
  const typed = tag === 'int' || tag === 'float' || tag === 'bool' || tag === 'null';
  const value = typed ? typePlainScalar(text) : tag !== undefined || asString ? text : typePlainScalar(source);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    report(at, node, 'Helm turns values into JSON, which has neither infinity nor NaN, and refuses the file.');
  }
  return { kind: 'scalar', path, site: siteOf(node, at), shared, value, source, style };
}

/** Text over several lines is folded into one; brackets that were drawn onto one line still hold it apart. */
function foldedText(node: YamlScalar, at: Conversion): string | undefined {
  const [start = 0, end = 0] = node.range ?? [];
  const written = at.text.slice(start, end);
  if (!written.includes('\n') || /\n\s*\n/.test(written) || (node.type !== 'PLAIN' && node.type !== 'QUOTE_SINGLE')) {
    return undefined;
  }
  const folded = written.replace(/[ \t]*\r?\n[ \t]*/g, ' ');
  return node.type === 'PLAIN' ? folded : folded.slice(1, -1).replaceAll("''", "'");
}

function styleOf(node: YamlScalar): ScalarNode['style'] {
  switch (node.type) {
    case 'QUOTE_SINGLE':
      return 'single';
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return 'block';
    default:
      return node.source === '' || node.source === undefined ? 'none' : 'plain';
  }
}

const emptyValue = (key: Site, path: Path, shared: boolean): ScalarNode => ({
  kind: 'scalar',
  path,
  site: { uri: key.uri, span: { start: key.span.end, end: key.span.end } },
  shared,
  value: null,
  source: '',
  style: 'none',
});

function nullAt(node: unknown, path: Path, shared: boolean, at: Conversion): ScalarNode | undefined {
  return node === null
    ? undefined
    : { kind: 'scalar', path, site: siteOf(node, at), shared, value: null, source: '', style: 'none' };
}

function siteOf(node: unknown, { uri, text }: Conversion): Site {
  const start = Math.min(rangeOf(node)?.[0] ?? 0, text.length);
  return { uri, span: { start, end: Math.max(start, Math.min(contentEnd(node) ?? start, text.length)) } };
}

const rangeOf = (node: unknown) =>
  (node as { range?: readonly [number, number, number] | null } | null | undefined)?.range;

/** Where the last value inside a node ends: a block collection's own range reaches over the comments behind it. */
function contentEnd(node: unknown): number | undefined {
  if ((!isMap(node) && !isSeq(node)) || node.flow) {
    return rangeOf(node)?.[1];
  }
  const last = node.items.at(-1);
  const end = isPair(last) ? (contentEnd(last.value) ?? contentEnd(last.key)) : contentEnd(last);
  return end ?? rangeOf(node)?.[1];
}

const anchorOf = (node: unknown): string | undefined =>
  isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;

function report(at: Conversion, node: unknown, message: string): void {
  at.problems.push({ code: 'yaml/syntax', message, span: siteOf(node, at).span });
}
