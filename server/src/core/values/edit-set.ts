import type { JsonValue } from '../product/table.ts';
import type { TextEdit } from '../text/edit.ts';
import { columnAt, lineSpanAt, lineStartAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { ValuesDocument } from './document.ts';
import {
  dashOf,
  edit,
  emptySpan,
  endOfBlock,
  holdsAnchor,
  indentLines,
  insertIntoFlow,
  insertLines,
  insideFlow,
  isEmpty,
  isObject,
  isOwn,
  isScalarValue,
  sameJson,
  visibleEnd,
} from './edit-places.ts';
import { entryAt, isNull, nodeAt, toJson, type ValueNode } from './node.ts';
import type { Path } from './path.ts';
import {
  ownEntries,
  renderBlock,
  renderFlow,
  renderInline,
  renderKey,
  renderString,
  type Style,
  styleOf,
} from './render.ts';

/** What goes into a document: as lines at a column, or between other items of a flow collection. */
export interface Content {
  readonly block: (column: number) => string;
  readonly flow: readonly string[];
}

type Entries = { readonly [key: string]: JsonValue };

const contentOf = (entries: Entries, style: Style): Content => ({
  block: column => indentLines(renderBlock(entries, style), column, style),
  flow: Object.entries(entries).map(([name, value]) => `${renderKey(name)}: ${renderFlow(value)}`),
});

/** An object with this one entry, also when it is called `__proto__`. */
const entriesOf = (name: string, value: JsonValue): Entries => ({ [name]: value });

// ---------------------------------------------------------------- set

export function setValue(
  document: ValuesDocument,
  path: Path,
  value: JsonValue,
  merge: boolean,
): TextEdit[] | undefined {
  const existing = path.length === 0 ? document.root : nodeAt(document.root, path);
  if (path.length === 0 && !(merge && isObject(value))) {
    return undefined;
  }
  if (existing && merge && isObject(value) && (existing.kind === 'map' || path.length === 0)) {
    return mergeInto(document, path, existing, value);
  }
  if (existing) {
    return replaceValue(document, path, existing, value);
  }
  const { parent, missing } = nearestParent(document, path);
  const [first, ...rest] = missing;
  if (missing.some(segment => typeof segment === 'number')) {
    return undefined;
  }
  const nested = rest.reduceRight<JsonValue>((inner, segment) => entriesOf(String(segment), inner), value);
  const entries = first === undefined ? value : entriesOf(String(first), nested);
  return isObject(entries) ? insertEntries(document, parent, entries) : undefined;
}

/** The deepest ancestor of `path` that exists, and the segments below it that do not. */
export function nearestParent(document: ValuesDocument, path: Path): { readonly parent: Path; readonly missing: Path } {
  let depth = Math.max(0, path.length - 1);
  while (depth > 0 && nodeAt(document.root, path.slice(0, depth)) === undefined) {
    depth--;
  }
  return { parent: path.slice(0, depth), missing: path.slice(depth) };
}

function mergeInto(document: ValuesDocument, path: Path, node: ValueNode, value: Entries): TextEdit[] | undefined {
  const missing: [string, JsonValue][] = [];
  const edits: TextEdit[] = [];
  for (const [name, wanted] of Object.entries(value)) {
    if (node.kind !== 'map' || !node.entries.has(name)) {
      missing.push([name, wanted]);
      continue;
    }
    const nested = setValue(document, [...path, name], wanted, true);
    if (!nested) {
      return undefined;
    }
    edits.push(...nested);
  }
  const added = missing.length === 0 ? [] : insertEntries(document, path, Object.fromEntries(missing));
  return added && [...edits, ...added];
}

function replaceValue(document: ValuesDocument, path: Path, node: ValueNode, value: JsonValue): TextEdit[] | undefined {
  if (!isOwn(document, path) || holdsAnchor(document, node)) {
    return undefined;
  }
  if (sameJson(toJson(node), value)) {
    return [];
  }
  if (isTagged(document, node)) {
    return undefined;
  }
  const inFlow = insideFlow(document, path);
  const inline = isScalarValue(value) || isEmpty(value);
  if (inFlow || (inline && (node.kind === 'scalar' || node.flow))) {
    const key = entryAt(document.root, path)?.key.span;
    const comment = key && node.kind === 'scalar' && node.style === 'block' ? headComment(document, key, node) : '';
    const rendered = around(document, node, renderLike(node, value, inFlow));
    return [edit(document, replacedSpan(document, node), comment === '' ? rendered : `${rendered} ${comment}`)];
  }
  const style = styleOf(document);
  const entry = entryAt(document.root, path);
  if (!entry) {
    return replaceItem(document, path, node, value, style);
  }
  if (inline) {
    const comment = headComment(document, entry.key.span, node);
    return [
      edit(
        document,
        { start: entry.key.span.end, end: visibleEnd(document, node) },
        `: ${renderInline(value)}${comment === '' ? '' : ` ${comment}`}`,
      ),
    ];
  }
  return blockBelowKey(
    document,
    entry.key.span,
    node,
    column => indentLines(renderBlock(value, style), column, style),
    Array.isArray(value),
    style,
  );
}

/** `- old # comment`: the new lines start where the old ones did; the comment stays on the first. */
function replaceItem(
  document: ValuesDocument,
  path: Path,
  node: ValueNode,
  value: JsonValue,
  style: Style,
): TextEdit[] | undefined {
  const dash = dashOf(document, path);
  if (dash === undefined) {
    return undefined;
  }
  if (isScalarValue(value) || isEmpty(value)) {
    return [edit(document, { start: node.site.span.start, end: visibleEnd(document, node) }, renderInline(value))];
  }
  const span =
    node.site.span.start === node.site.span.end
      ? emptySpan(dash + 1)
      : { start: node.site.span.start, end: visibleEnd(document, node) };
  const column = span.start === dash + 1 ? columnAt(document.text, dash) + 2 : columnAt(document.text, span.start);
  const lines = indentLines(renderBlock(value, style), column, style).trimStart();
  return [withComment(document, span, span.start === dash + 1 ? ` ${lines}` : lines, style)];
}

/** Replaces `span` by lines; a comment behind it goes to the end of the first of them. */
function withComment(document: ValuesDocument, span: Span, lines: string, { lineBreak }: Style) {
  const lineEnd = lineSpanAt(document.text, span.end).end;
  const comment = document.text.slice(span.end, lineEnd).trim();
  const [first = '', ...rest] = lines.split(lineBreak);
  return edit(
    document,
    { start: span.start, end: lineEnd },
    [comment === '' ? first : `${first} ${comment}`, ...rest].join(lineBreak),
  );
}

/**
 * `key: old # comment` becomes `key: # comment` and a block below it. `block` gives the lines at a column; a list may
 * stand at the column of its key.
 */
export function blockBelowKey(
  document: ValuesDocument,
  key: Span,
  node: ValueNode,
  block: (column: number) => string,
  isList: boolean,
  style: Style,
): TextEdit[] | undefined {
  const { text } = document;
  const colon = text.indexOf(':', key.end) + 1;
  if (isExplicitKey(text, key)) {
    return undefined;
  }
  const lines = block(columnAt(text, key.start) + (isList && !style.indentLists ? 0 : style.indent));
  const end = Math.max(visibleEnd(document, node), colon);
  const below = lineStartAt(text, node.site.span.start) > key.start;
  if (below && end > colon) {
    const start =
      node.kind === 'scalar' || node.flow
        ? node.site.span.start - columnAt(text, node.site.span.start)
        : lineStartAt(text, node.site.span.start);
    return [withComment(document, { start, end }, lines, style)];
  }
  const comment = headComment(document, key, node);
  return [
    edit(
      document,
      { start: colon, end: node.kind === 'scalar' && node.style === 'block' ? end : lineSpanAt(text, end).end },
      `${comment === '' ? '' : ` ${comment}`}${style.lineBreak}${lines}`,
    ),
  ];
}

/** The comment of a `key:` whose value is a block below it, or of a value on the key's own line when that goes away. */
function headComment({ text }: ValuesDocument, key: Span, node: ValueNode): string {
  const colon = text.indexOf(':', key.end) + 1;
  const line = lineSpanAt(text, colon);
  if (node.kind === 'scalar' && node.style === 'block') {
    return /\s(#.*)$/.exec(text.slice(colon, line.end))?.[1] ?? '';
  }
  const { start, end } = node.site.span;
  const from = start !== end && start < line.end ? visibleEnd({ text } as ValuesDocument, node) : colon;
  return /(?:^|\s)(#.*)$/.exec(text.slice(from, lineSpanAt(text, from).end))?.[1] ?? '';
}

/** `? key` on one line, `: value` on the next. */
export const isExplicitKey = (text: string, key: Span): boolean =>
  /\?\s*$/.test(text.slice(lineStartAt(text, key.start), key.start));

/** A tag would type the new value too. */
function isTagged({ text }: ValuesDocument, { site }: ValueNode): boolean {
  const lead = text.slice(lineStartAt(text, site.span.start), site.span.start);
  return /[:\-,[{]\s+(?:&\S+\s+)?!\S*\s+(?:&\S+\s+)?$/.test(lead);
}

function renderLike(node: ValueNode, value: JsonValue, inFlow: boolean): string {
  if (typeof value === 'string' && node.kind === 'scalar' && (node.style === 'single' || node.style === 'double')) {
    return renderString(value, node.style);
  }
  return inFlow ? renderFlow(value) : renderInline(value);
}

/** A key or dash without a value has the place of its value right behind it, and needs a blank (or a colon) there. */
function around(document: ValuesDocument, node: ValueNode, rendered: string): string {
  if (node.site.span.start !== node.site.span.end) {
    return rendered;
  }
  const before = document.text[replacedSpan(document, node).start - 1] ?? ' ';
  const entry = entryAt(document.root, node.path);
  if (entry && !/^\s*:/.test(document.text.slice(entry.key.span.end))) {
    return `: ${rendered}`;
  }
  return /[\s[{,]/.test(before) ? rendered : ` ${rendered}`;
}

function replacedSpan(document: ValuesDocument, node: ValueNode): Span {
  const { start, end } = node.site.span;
  if (start !== end) {
    return { start, end: visibleEnd(document, node) };
  }
  const entry = entryAt(document.root, node.path);
  if (!entry) {
    return { start, end };
  }
  const colon = /^\s*:/.exec(document.text.slice(entry.key.span.end));
  return emptySpan(entry.key.span.end + (colon?.[0].length ?? 0));
}

// ---------------------------------------------------------------- insert

function insertEntries(document: ValuesDocument, parent: Path, entries: Entries): TextEdit[] | undefined {
  const style = styleOf(document);
  return insertContent(document, parent, contentOf(entries, style), style);
}

/** Adds entries to the map at `parent`, which may be empty, null or missing at the root. */
export function insertContent(
  document: ValuesDocument,
  parent: Path,
  content: Content,
  style: Style,
): TextEdit[] | undefined {
  const { text } = document;
  const node = nodeAt(document.root, parent);
  if (parent.length === 0 && (node === undefined || isNull(node))) {
    return insertAtRoot(document, node, content, style);
  }
  if (node === undefined || !isOwn(document, parent)) {
    return undefined;
  }
  if (node.kind === 'map' && !node.flow) {
    const first = ownEntries(node)[0]?.[1].key.span.start ?? node.site.span.start;
    const column = columnAt(text, first);
    return [insertLines(document, endOfBlock(document, node, column), content.block(column), style)];
  }
  if (node.kind === 'map' && (ownEntries(node).length > 0 || insideFlow(document, parent))) {
    return insertIntoFlow(document, node, content.flow, style);
  }
  if (!isNull(node) && !(node.kind === 'map' && node.entries.size === 0)) {
    return undefined;
  }
  if (insideFlow(document, parent)) {
    return [edit(document, replacedSpan(document, node), around(document, node, `{${content.flow.join(', ')}}`))];
  }
  if (parent.length === 0) {
    return [
      withComment(document, { start: node.site.span.start, end: visibleEnd(document, node) }, content.block(0), style),
    ];
  }
  const key = entryAt(document.root, parent)?.key.span;
  if (key) {
    return holdsAnchor(document, node) ? undefined : blockBelowKey(document, key, node, content.block, false, style);
  }
  return insertIntoItem(document, parent, node, content, style);
}

/** `- {}` or `-`: the entries follow the dash. */
function insertIntoItem(
  document: ValuesDocument,
  path: Path,
  node: ValueNode,
  content: Content,
  style: Style,
): TextEdit[] | undefined {
  const dash = dashOf(document, path);
  if (dash === undefined || holdsAnchor(document, node)) {
    return undefined;
  }
  const column = columnAt(document.text, dash) + 2;
  const end = Math.max(dash + 1, visibleEnd(document, node));
  return [withComment(document, { start: dash + 1, end }, ` ${content.block(column).trimStart()}`, style)];
}

/** An empty file, one with comments only, or one that says `null`. */
function insertAtRoot(
  document: ValuesDocument,
  node: ValueNode | undefined,
  content: Content,
  style: Style,
): TextEdit[] | undefined {
  const { text } = document;
  const markers = text.match(/^(?:---|\.\.\.)(?=\s|$)/gm) ?? [];
  if (document.embeddedAt !== undefined || markers.length > 1 || markers[0] === '...') {
    return undefined;
  }
  if (node && node.site.span.start !== node.site.span.end) {
    return [
      withComment(document, { start: node.site.span.start, end: visibleEnd(document, node) }, content.block(0), style),
    ];
  }
  return [insertLines(document, text.length, content.block(0), style)];
}

// ---------------------------------------------------------------- append

export function appendItems(document: ValuesDocument, path: Path, items: readonly JsonValue[]): TextEdit[] | undefined {
  const list = nodeAt(document.root, path);
  if (list === undefined || isNull(list)) {
    return list ? replaceValue(document, path, list, items) : setValue(document, path, items, false);
  }
  if (list.kind !== 'list' || !isOwn(document, path)) {
    return undefined;
  }
  const present = list.items.map(toJson);
  const missing = items.filter(item => !present.some(other => sameJson(other, item)));
  if (missing.length === 0) {
    return [];
  }
  const style = styleOf(document);
  if (list.items.length === 0 && !insideFlow(document, path)) {
    return replaceValue(document, path, list, missing);
  }
  if (list.flow) {
    return insertIntoFlow(document, list, missing.map(renderFlow), style);
  }
  const column = columnAt(document.text, list.site.span.start);
  const lines = indentLines(renderBlock(missing, style), column, style);
  return [insertLines(document, endOfBlock(document, list, column), lines, style)];
}

// ---------------------------------------------------------------- rename, rewrite

export function renameKey(document: ValuesDocument, path: Path, name: string): TextEdit[] | undefined {
  const entry = entryAt(document.root, path);
  const parent = nodeAt(document.root, path.slice(0, -1));
  if (
    !entry ||
    parent?.kind !== 'map' ||
    !isOwn(document, path.slice(0, -1)) ||
    !ownEntries(parent).some(([, own]) => own === entry)
  ) {
    return undefined;
  }
  if (parent.entries.has(name)) {
    return undefined;
  }
  const written = document.text.slice(entry.key.span.start, entry.key.span.end);
  const quote = /^["']/.exec(written)?.[0];
  return [
    edit(document, entry.key.span, quote ? renderString(name, quote === "'" ? 'single' : 'double') : renderKey(name)),
  ];
}

export function rewrite(document: ValuesDocument, path: Path, text: string): TextEdit[] | undefined {
  const node = nodeAt(document.root, path);
  if (node?.kind !== 'scalar' || !isOwn(document, path)) {
    return undefined;
  }
  const span = replacedSpan(document, node);
  return document.text.slice(span.start, span.end) === text ? [] : [edit(document, span, around(document, node, text))];
}
