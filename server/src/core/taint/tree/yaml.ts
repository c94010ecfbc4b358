import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseAllDocuments } from 'yaml';
import { isMasked, isTemplated, mask } from '../template.ts';
import { type Datum, type DatumEntry, DEEPEST, type MapDatum, mapDatum, type TextDatum } from './datum.ts';

export interface YamlDocument {
  readonly root: Datum;
  readonly broken: boolean;
}

/** The YAML documents of `text` that `wanted` lets through, each on its own: a broken one does not lose the others. Templates are kept. */
export function readYaml(
  text: string,
  wanted: (start: number, end: number) => boolean = () => true,
): readonly YamlDocument[] {
  const masked = mask(text).replace(/^[ \t]*\.\.\.[ \t]*$/gm, line => ' '.repeat(line.length));
  const documents: YamlDocument[] = [];
  for (const { start, end } of chunks(masked)) {
    if (wanted(start, end)) {
      documents.push(...readChunk(text, masked.slice(start, end), start));
    }
  }
  return documents;
}

function* chunks(text: string): Iterable<{ start: number; end: number }> {
  let start = 0;
  for (const match of text.matchAll(/^---(?=[ \t\r\n]|$)[^\n]*(?:\n|$)/gm)) {
    yield { start, end: match.index };
    start = match.index + match[0].length;
  }
  yield { start, end: text.length };
}

/** Nesting that exhausts the stack (`- - - - …`) makes a document that cannot be read, not an error. */
function readChunk(original: string, masked: string, offset: number): YamlDocument[] {
  try {
    return parseChunk(original, masked, offset);
  } catch (error) {
    if (error instanceof RangeError) {
      const span = { start: offset, end: offset + masked.length };
      return [{ root: { kind: 'expression', raw: '', span }, broken: true }];
    }
    throw error;
  }
}

function parseChunk(original: string, masked: string, offset: number): YamlDocument[] {
  const parsed = parseAllDocuments(masked, {
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
    schema: 'failsafe',
    keepSourceTokens: false,
    prettyErrors: false,
  });
  const documents = Array.isArray(parsed) ? parsed : [];
  return documents.flatMap(document => {
    const anchors = anchorsOf(document.contents);
    const root = toDatum(document.contents, { original, offset, anchors }, 0, false);
    return root ? [{ root, broken: document.errors.length > 0 }] : [];
  });
}

interface Reading {
  readonly original: string;
  readonly offset: number;
  readonly anchors: ReadonlyMap<string, Node>;
}

function anchorsOf(node: unknown, anchors = new Map<string, Node>(), depth = 0): Map<string, Node> {
  if (depth > DEEPEST) {
    return anchors;
  }
  if (isMap(node) || isSeq(node) || isScalar(node)) {
    if (node.anchor !== undefined) {
      anchors.set(node.anchor, node);
    }
  }
  if (isMap(node)) {
    for (const pair of node.items) {
      anchorsOf(pair.value, anchors, depth + 1);
    }
  } else if (isSeq(node)) {
    for (const item of node.items) {
      anchorsOf(item, anchors, depth + 1);
    }
  }
  return anchors;
}

/** `within` is set below an alias: aliases there are not followed again, so that nothing multiplies. */
function toDatum(node: unknown, reading: Reading, depth: number, within: boolean): Datum | undefined {
  if (depth > DEEPEST || node === null || node === undefined) {
    return undefined;
  }
  if (isAlias(node)) {
    return within ? undefined : followAlias(node, reading, depth);
  }
  if (isMap(node)) {
    return mapOf(node.items as readonly Pair[], spanOf(node, reading), reading, depth, within);
  }
  if (isSeq(node)) {
    const items = node.items.flatMap(item => toDatum(item, reading, depth + 1, within) ?? []);
    return { kind: 'list', items, span: spanOf(node, reading) };
  }
  return isScalar(node) ? textDatum(node, reading) : undefined;
}

function mapOf(
  pairs: readonly Pair[],
  span: MapDatum['span'],
  reading: Reading,
  depth: number,
  within: boolean,
): MapDatum {
  const entries: DatumEntry[] = [];
  for (const pair of pairs) {
    if (!isScalar(pair.key)) {
      continue;
    }
    const name = textDatum(pair.key, reading);
    const value = toDatum(pair.value, reading, depth + 1, within) ?? emptyText(name.span.end);
    entries.push({ name: name.value, nameSpan: name.span, value });
  }
  return mapDatum(entries, span);
}

/** What an alias stands for, small things only, placed where the alias stands. */
function followAlias(alias: Alias, reading: Reading, depth: number): Datum | undefined {
  const target = reading.anchors.get(alias.source);
  const size = target?.range ? target.range[1] - target.range[0] : Number.POSITIVE_INFINITY;
  if (target === undefined || size > 2000) {
    return undefined;
  }
  const span = spanOf(alias, reading);
  const datum = toDatum(target, reading, depth, true);
  return datum && moved(datum, span);
}

function moved(datum: Datum, span: Datum['span']): Datum {
  if (datum.kind === 'map') {
    return mapDatum(
      datum.entries.map(entry => ({ ...entry, nameSpan: span, value: moved(entry.value, span) })),
      span,
    );
  }
  return datum.kind === 'list'
    ? { ...datum, span, items: datum.items.map(item => moved(item, span)) }
    : { ...datum, span };
}

function spanOf(node: Node, reading: Reading): Datum['span'] {
  const [start, end] = node.range ?? [0, 0];
  return { start: start + reading.offset, end: end + reading.offset };
}

function textDatum(node: Node & { value?: unknown; source?: string; type?: string }, reading: Reading): TextDatum {
  const span = spanOf(node, reading);
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const inner = quoted
    ? { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) }
    : block
      ? blockBody(span, reading)
      : span;
  const read = typeof node.value === 'string' ? node.value : '';
  const value = block || isMasked(read) ? reading.original.slice(inner.start, inner.end) : read;
  return {
    kind: 'text',
    value: block ? value : value.trim(),
    templated: isTemplated(value),
    span: inner,
    isNull: !quoted && (read === '' || read === 'null' || read === '~'),
  };
}

function blockBody(span: Datum['span'], reading: Reading): Datum['span'] {
  const newline = reading.original.indexOf('\n', span.start);
  return { start: newline === -1 || newline >= span.end ? span.end : newline + 1, end: span.end };
}

const emptyText = (at: number): TextDatum => ({
  kind: 'text',
  value: '',
  templated: false,
  span: { start: at, end: at },
  isNull: true,
});
