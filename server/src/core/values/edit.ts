import { diffLines } from 'diff';
import type { JsonValue } from '../product/table.ts';
import { applyEdits, overlap, type TextEdit } from '../text/edit.ts';
import { columnAt, lineSpanAt, nextLineStart } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { ValuesDocument } from './document.ts';
import { entryAt, isNull, type ListNode, type MapNode, nodeAt, type ScalarNode, toJson, type ValueNode } from './node.ts';
import type { Operation } from './operation.ts';
import { type Path, samePath, startsWith } from './path.ts';
import { ownEntries, renderBlock, renderInline, renderKey, renderString, type Style, styleOf } from './render.ts';

/** Re-reads a document whose text changed; embedded values need more than the plain parser, so it is handed in. */
export type Reparse = (document: ValuesDocument, text: string) => ValuesDocument;

/**
 * The smallest text edits that carry out `operations` in their order. Comments, order, quotes, indentation and line
 * breaks of everything else stay. Undefined when it cannot be done without touching more than was asked for
 * (a value shared through an anchor, a move onto an existing value, a document that does not parse).
 */
export function editsFor(document: ValuesDocument, operations: readonly Operation[], reparse: Reparse): TextEdit[] | undefined {
  if (document.problems.some(problem => problem.code === 'yaml/syntax')) {
    return undefined;
  }
  const single = operations.map(operation => editsOf(document, operation));
  if (single.every(edits => edits !== undefined) && independent(single)) {
    return single.flat();
  }
  let current = document;
  for (const operation of operations) {
    const edits = editsOf(current, operation);
    if (edits === undefined) {
      return undefined;
    }
    current = reparse(current, applyEdits(current.text, edits));
    if (current.problems.some(problem => problem.code === 'yaml/syntax')) {
      return undefined;
    }
  }
  return lineEdits(document.uri, document.text, current.text);
}

/** Operations that write at different places may be worked out from the same text. */
function independent(groups: readonly (readonly TextEdit[])[]): boolean {
  const all = groups.flatMap((edits, group) => edits.map(edit => ({ edit, group })));
  return all.every(({ edit, group }, index) =>
    all.slice(index + 1).every(other => other.group === group || (!overlap(edit, other.edit) && edit.span.start !== other.edit.span.start)),
  );
}

/** The difference of two texts as edits of whole lines, trimmed to what differs. */
export function lineEdits(uri: string, before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  for (const part of diffLines(before, after)) {
    const last = edits.at(-1);
    if (part.removed) {
      edits.push({ uri, span: { start: at, end: at + part.value.length }, newText: '' });
      at += part.value.length;
    } else if (part.added) {
      if (last?.span.end === at && last.newText === '' && last.span.start !== last.span.end) {
        edits[edits.length - 1] = { ...last, newText: part.value };
      } else {
        edits.push({ uri, span: { start: at, end: at }, newText: part.value });
      }
    } else {
      at += part.value.length;
    }
  }
  return edits;
}

function editsOf(document: ValuesDocument, operation: Operation): TextEdit[] | undefined {
  switch (operation.op) {
    case 'set':
      return setValue(document, operation.path, operation.value, operation.merge === true);
    case 'append':
      return appendItems(document, operation.path, operation.items);
    case 'rename':
      return renameKey(document, operation.path, operation.name);
    case 'remove':
      return removeAt(document, operation.path, []);
    case 'move':
      return move(document, operation.from, operation.to);
    case 'rewrite':
      return rewrite(document, operation.path, operation.text);
  }
}

// ---------------------------------------------------------------- set

function setValue(document: ValuesDocument, path: Path, value: JsonValue, merge: boolean): TextEdit[] | undefined {
  const existing = nodeAt(document.root, path);
  if (existing && path.length > 0) {
    return merge && existing.kind === 'map' && isObject(value)
      ? mergeInto(document, path, existing, value)
      : replaceValue(document, path, existing, value);
  }
  let depth = path.length - 1;
  while (depth > 0 && nodeAt(document.root, path.slice(0, depth)) === undefined) {
    depth--;
  }
  const parentPath = path.slice(0, depth);
  const rest = path.slice(depth);
  if (rest.some(segment => typeof segment === 'number')) {
    return undefined;
  }
  const nested = rest.slice(1).reduceRight<JsonValue>((inner, segment) => ({ [String(segment)]: inner }), value);
  return insertEntry(document, parentPath, String(rest[0]), nested);
}

function mergeInto(document: ValuesDocument, path: Path, map: MapNode, value: { readonly [key: string]: JsonValue }): TextEdit[] | undefined {
  const missing: Record<string, JsonValue> = {};
  const edits: TextEdit[] = [];
  for (const [name, wanted] of Object.entries(value)) {
    const entry = map.entries.get(name);
    if (!entry) {
      missing[name] = wanted;
      continue;
    }
    const nested = setValue(document, [...path, name], wanted, true);
    if (!nested) {
      return undefined;
    }
    edits.push(...nested);
  }
  const added = Object.keys(missing).length === 0 ? [] : insertEntries(document, path, missing);
  return added && [...edits, ...added];
}

function replaceValue(document: ValuesDocument, path: Path, node: ValueNode, value: JsonValue): TextEdit[] | undefined {
  if (node.shared || node.site.uri !== document.uri) {
    return undefined;
  }
  if (sameJson(toJson(node), value)) {
    return [];
  }
  const entry = entryAt(document.root, path);
  const inline = isScalarValue(value) || isEmpty(value);
  if (inline && (node.kind === 'scalar' || node.flow)) {
    return [edit(document, replacedSpan(document, node), withBlank(document, node, renderLike(node, value)))];
  }
  if (insideFlow(document, path)) {
    return [edit(document, node.site.span, renderInline(value))];
  }
  if (!entry) {
    const column = columnAt(document.text, node.site.span.start);
    return [edit(document, node.site.span, indentLines(renderBlock(value, styleOf(document)), column, styleOf(document)).trimStart())];
  }
  const style = styleOf(document);
  if (inline) {
    return [edit(document, { start: entry.key.span.end, end: contentEnd(document, node) }, `: ${renderInline(value)}`)];
  }
  return blockBelowKey(document, entry.key.span, node, value, style);
}

/** `key: old # comment` becomes `key: # comment` and a block below it. */
function blockBelowKey(document: ValuesDocument, key: Span, node: ValueNode, value: JsonValue, style: Style): TextEdit[] {
  const { text } = document;
  const column = columnAt(text, key.start) + (Array.isArray(value) && !style.indentLists ? 0 : style.indent);
  const lines = indentLines(renderBlock(value, style), column, style);
  const colon = text.indexOf(':', key.end) + 1;
  if (node.kind !== 'scalar' && !node.flow) {
    const start = text.lastIndexOf('\n', node.site.span.start - 1) + 1;
    return [edit(document, { start: Math.max(start, colon), end: contentEnd(document, node) }, lines)];
  }
  const end = contentEnd(document, node);
  const lineEnd = lineSpanAt(text, Math.max(end, colon)).end;
  const comment = text.slice(Math.max(end, colon), lineEnd).trim();
  return [edit(document, { start: colon, end: lineEnd }, `${comment === '' ? '' : ` ${comment}`}${style.lineBreak}${lines}`)];
}

const isScalarValue = (value: JsonValue): value is string | number | boolean | null => typeof value !== 'object' || value === null;
const isObject = (value: JsonValue): value is { readonly [key: string]: JsonValue } => !isScalarValue(value) && !Array.isArray(value);
const isEmpty = (value: JsonValue): boolean => !isScalarValue(value) && Object.keys(value).length === 0;

function renderLike(node: ValueNode, value: JsonValue): string {
  if (typeof value === 'string' && node.kind === 'scalar' && (node.style === 'single' || node.style === 'double')) {
    return renderString(value, node.style);
  }
  return renderInline(value);
}

/** `key:` without a value has its place right after the colon, and needs a blank there. */
function withBlank(document: ValuesDocument, node: ValueNode, rendered: string): string {
  return node.site.span.start === node.site.span.end && !/[\s[{,]/.test(document.text[replacedSpan(document, node).start - 1] ?? ' ')
    ? ` ${rendered}`
    : rendered;
}

function replacedSpan(document: ValuesDocument, node: ValueNode): Span {
  const { start, end } = node.site.span;
  if (start !== end) {
    return { start, end: contentEnd(document, node) };
  }
  const entry = entryAt(document.root, node.path);
  const after = entry ? document.text.indexOf(':', entry.key.span.end) + 1 : start;
  return { start: after, end: after };
}

// ---------------------------------------------------------------- insert

const insertEntry = (document: ValuesDocument, parent: Path, name: string, value: JsonValue): TextEdit[] | undefined =>
  insertEntries(document, parent, { [name]: value });

/** Adds entries to the map at `parent`, which may be empty, null or missing at the root. */
function insertEntries(document: ValuesDocument, parent: Path, entries: { readonly [key: string]: JsonValue }): TextEdit[] | undefined {
  const style = styleOf(document);
  const render = (column: number) => indentLines(renderBlock(entries, style), column, style);
  return insertRendered(document, parent, style, render, () => renderInline(entries).replace(/^\{|\}$/g, ''), entries);
}

function insertRendered(
  document: ValuesDocument,
  parent: Path,
  style: Style,
  block: (column: number) => string,
  inline: () => string,
  value: JsonValue,
): TextEdit[] | undefined {
  const { text } = document;
  const node = parent.length === 0 ? document.root : nodeAt(document.root, parent);
  if (node === undefined || (parent.length === 0 && isNull(node))) {
    return parent.length === 0 && document.embeddedAt === undefined ? [insertLines(document, text.length, block(0), style)] : undefined;
  }
  if (node.shared || node.site.uri !== document.uri) {
    return undefined;
  }
  if (node.kind === 'map' && !node.flow) {
    const first = ownEntries(node)[0]?.[1].key.span.start ?? node.site.span.start;
    return [insertLines(document, blockEnd(document, node), block(columnAt(text, first)), style)];
  }
  if (node.kind === 'map' && (node.entries.size > 0 || insideFlow(document, parent))) {
    return [edit(document, emptySpan(flowEnd(text, node)), `${node.entries.size > 0 ? ', ' : ''}${inline()}`)];
  }
  if (node.kind === 'map' && parent.length === 0) {
    return [edit(document, node.site.span, block(0))];
  }
  const key = entryAt(document.root, parent)?.key.span;
  return key && (isNull(node) || node.kind === 'map') ? blockBelowKey(document, key, node, value, style) : undefined;
}

/** Just before the closing bracket, and before blanks in front of it. */
function flowEnd(text: string, node: MapNode | ListNode): number {
  let at = node.site.span.end - 1;
  while (at > node.site.span.start + 1 && /\s/.test(text[at - 1] ?? '')) {
    at--;
  }
  return text[at - 1] === ',' ? at - 1 : at;
}

/** Inserts whole lines at a line start, or at the end of a text whose last line may lack its line break. */
function insertLines(document: ValuesDocument, at: number, lines: string, { lineBreak }: Style): TextEdit {
  const { text } = document;
  const open = at > 0 && text[at - 1] !== '\n';
  const newText = open ? `${lineBreak}${lines}${at === text.length ? lineBreak : ''}` : `${lines}${lineBreak}`;
  return edit(document, emptySpan(at), newText);
}

const indentLines = (lines: readonly string[], column: number, { lineBreak }: Style): string =>
  lines.map(line => (line === '' ? line : `${' '.repeat(column)}${line}`)).join(lineBreak);

/** The start of the line after a block's last line of content; trailing comments at its own depth stay inside. */
function blockEnd(document: ValuesDocument, node: ValueNode): number {
  const end = contentEnd(document, node);
  return nextLineStart(document.text, end > 0 && document.text[end - 1] === '\n' ? end - 1 : end);
}

/** Where the last visible character of a value ends (block scalars and collections may reach over blank lines). */
function contentEnd({ text }: ValuesDocument, node: ValueNode): number {
  let { end } = node.site.span;
  while (end > node.site.span.start && /\s/.test(text[end - 1] ?? '')) {
    end--;
  }
  return end;
}

function insideFlow(document: ValuesDocument, path: Path): boolean {
  return path.some((_, depth) => {
    const ancestor = depth === 0 ? document.root : nodeAt(document.root, path.slice(0, depth));
    return ancestor !== undefined && ancestor.kind !== 'scalar' && ancestor.flow;
  });
}

// ---------------------------------------------------------------- append

function appendItems(document: ValuesDocument, path: Path, items: readonly JsonValue[]): TextEdit[] | undefined {
  const list = nodeAt(document.root, path);
  if (list === undefined || isNull(list) || (list.kind === 'list' && list.items.length === 0 && !insideFlow(document, path))) {
    return list ? replaceValue(document, path, list, items) : setValue(document, path, items, false);
  }
  if (list.kind !== 'list' || list.shared || list.site.uri !== document.uri) {
    return undefined;
  }
  const present = list.items.map(toJson);
  const missing = items.filter(item => !present.some(other => sameJson(other, item)));
  if (missing.length === 0) {
    return [];
  }
  if (list.flow) {
    const inline = missing.map(renderInline).join(', ');
    return [edit(document, emptySpan(flowEnd(document.text, list)), `${list.items.length > 0 ? ', ' : ''}${inline}`)];
  }
  const style = styleOf(document);
  const lines = indentLines(renderBlock(missing, style), columnAt(document.text, list.site.span.start), style);
  return [insertLines(document, blockEnd(document, list), lines, style)];
}

// ---------------------------------------------------------------- rename, rewrite

function renameKey(document: ValuesDocument, path: Path, name: string): TextEdit[] | undefined {
  const entry = entryAt(document.root, path);
  const parent = nodeAt(document.root, path.slice(0, -1));
  if (!entry || entry.value.shared || parent?.kind !== 'map' || entry.key.uri !== document.uri || parent.entries.has(name)) {
    return undefined;
  }
  const written = document.text.slice(entry.key.span.start, entry.key.span.end);
  const quoted = /^["']/.test(written);
  return [edit(document, entry.key.span, quoted ? renderString(name, written.startsWith("'") ? 'single' : 'double') : renderKey(name))];
}

function rewrite(document: ValuesDocument, path: Path, text: string): TextEdit[] | undefined {
  const node = nodeAt(document.root, path);
  if (node?.kind !== 'scalar' || node.shared || node.site.uri !== document.uri) {
    return undefined;
  }
  return [edit(document, replacedSpan(document, node), withBlank(document, node, text))];
}

// ---------------------------------------------------------------- remove, move

/** `keep`: ancestors of these paths stay even when the removal empties them. */
function removeAt(document: ValuesDocument, path: Path, keep: readonly Path[]): TextEdit[] | undefined {
  const parentPath = path.slice(0, -1);
  const parent = nodeAt(document.root, parentPath);
  const node = nodeAt(document.root, path);
  if (!parent || !node || parent.kind === 'scalar' || node.shared || parent.shared) {
    return undefined;
  }
  const siblings = parent.kind === 'map' ? parent.entries.size : parent.items.length;
  if (siblings === 1 && parentPath.length > 0 && !keep.some(kept => startsWith(kept, parentPath))) {
    return removeAt(document, parentPath, keep);
  }
  if (parent.flow) {
    return [edit(document, flowItemSpan(document, parent, path), '')];
  }
  const span = entrySpan(document, path, node);
  return span && [edit(document, span, '')];
}

/** An entry or list item with its leading comment lines, from the start of its line to the start of the next. */
function entrySpan(document: ValuesDocument, path: Path, node: ValueNode): Span | undefined {
  const { text } = document;
  const key = entryAt(document.root, path)?.key.span.start;
  const start = key ?? text.lastIndexOf('-', node.site.span.start);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const end = Math.max(blockEnd(document, node), nextLineStart(text, start));
  if (text.slice(lineStart, start).trim() !== '') {
    // `- first: 1`: from the key itself to the next key, so that the dash keeps a map.
    const parent = nodeAt(document.root, path.slice(0, -1));
    const next = parent?.kind === 'map' ? ownEntries(parent).map(([, entry]) => entry.key.span.start).find(at => at > start) : undefined;
    return next === undefined ? undefined : { start, end: next };
  }
  return { start: withLeadingComments(text, lineStart, start - lineStart), end };
}

/** Comment lines right above, at the same column, belong to what follows them. */
function withLeadingComments(text: string, lineStart: number, column: number): number {
  let start = lineStart;
  while (start > 0) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(previous, start);
    if (!line.trimStart().startsWith('#') || line.length - line.trimStart().length !== column || /production-values:|yaml-language-server:/.test(line)) {
      break;
    }
    start = previous;
  }
  return start;
}

function flowItemSpan({ text, root }: ValuesDocument, parent: MapNode | ListNode, path: Path): Span {
  const spans =
    parent.kind === 'map'
      ? ownEntries(parent).map(([name, { key, value }]) => ({ name, start: key.span.start, end: Math.max(key.span.end, value.site.span.end) }))
      : parent.items.map((item, index) => ({ name: String(index), start: item.site.span.start, end: item.site.span.end }));
  const index = spans.findIndex(span => span.name === String(path.at(-1)));
  const [here, next, previous] = [spans[index], spans[index + 1], spans[index - 1]];
  const at = nodeAt(root, path)?.site.span ?? { start: 0, end: 0 };
  const own = here ?? at;
  if (next) {
    return { start: own.start, end: next.start };
  }
  return previous ? { start: previous.end, end: text.slice(own.end).startsWith(',') ? own.end + 1 : own.end } : { start: own.start, end: own.end };
}

function move(document: ValuesDocument, from: Path, to: Path): TextEdit[] | undefined {
  const node = nodeAt(document.root, from);
  const entry = entryAt(document.root, from);
  if (!node || !entry || node.shared || samePath(from, to) || startsWith(to, from)) {
    return undefined;
  }
  const target = nodeAt(document.root, to);
  if (target && !isNull(target)) {
    return moveChildren(document, from, node, to, target);
  }
  let depth = to.length - 1;
  while (depth > 0 && nodeAt(document.root, to.slice(0, depth)) === undefined) {
    depth--;
  }
  const parentPath = to.slice(0, depth);
  if (to.slice(depth).some(segment => typeof segment === 'number') || target) {
    return undefined;
  }
  const names = to.slice(depth).map(String);
  const style = styleOf(document);
  const parent = nodeAt(document.root, parentPath);
  const flow = insideFlow(document, from) || insideFlow(document, [...parentPath, '']) || (parent?.kind === 'map' && parent.flow && parent.entries.size > 0);
  const value = toJson(node) as JsonValue;
  const nested = names.slice(1).reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), value);
  const wrapped: JsonValue = { [names[0] ?? '']: nested };
  const inserted =
    flow || isNull(parent) || (parent?.kind === 'map' && parent.entries.size === 0)
      ? insertEntries(document, parentPath, wrapped)
      : insertRendered(document, parentPath, style, column => movedText(document, from, names, column, style), () => '', wrapped);
  const removed = removeAt(document, from, [to]);
  return inserted && removed && [...removed, ...inserted];
}

/** Both places hold maps: what is missing there moves; anything set at both places is the user's to decide. */
function moveChildren(document: ValuesDocument, from: Path, node: ValueNode, to: Path, target: ValueNode): TextEdit[] | undefined {
  if (node.kind !== 'map' || target.kind !== 'map' || [...node.entries.keys()].some(name => target.entries.has(name))) {
    return undefined;
  }
  const style = styleOf(document);
  const names = [...node.entries.keys()];
  const inserted = insertRendered(
    document,
    to,
    style,
    column => names.map(name => movedText(document, [...from, name], [name], column, style)).join(style.lineBreak),
    () => renderInline(toJson(node) as JsonValue).replace(/^\{|\}$/g, ''),
    toJson(node) as JsonValue,
  );
  const removed = removeAt(document, from, [to]);
  return inserted && removed && [...removed, ...inserted];
}

/** The entry's own text, comments and all, under its new names, at `column`. */
function movedText(document: ValuesDocument, from: Path, names: readonly string[], column: number, style: Style): string {
  const { text } = document;
  const node = nodeAt(document.root, from) as ValueNode | ScalarNode;
  const key = entryAt(document.root, from)?.key.span ?? node.site.span;
  const span = entrySpan(document, from, node) ?? { start: key.start, end: blockEnd(document, node) };
  const oldColumn = columnAt(text, key.start);
  const newColumn = column + (names.length - 1) * style.indent;
  const lead = text.slice(span.start, key.start);
  const comments = lead.split(/\r?\n/).filter(line => line.trimStart().startsWith('#'));
  const body = (renderKey(names.at(-1) ?? '') + text.slice(key.end, span.end)).replace(/\s+$/, '').split(/\r?\n/);
  const shifted = body.map((line, index) => {
    if (index === 0) {
      return ' '.repeat(newColumn) + line;
    }
    const indent = line.length - line.trimStart().length;
    return line.trim() === '' ? '' : ' '.repeat(Math.max(0, indent - oldColumn + newColumn)) + line.trimStart();
  });
  const parents = names.slice(0, -1).map((name, index) => `${' '.repeat(column + index * style.indent)}${renderKey(name)}:`);
  return [...parents, ...comments.map(line => ' '.repeat(newColumn) + line.trimStart()), ...shifted].join(style.lineBreak);
}

// ---------------------------------------------------------------- small helpers

const emptySpan = (at: number): Span => ({ start: at, end: at });

const edit = (document: ValuesDocument, span: Span, newText: string): TextEdit => ({ uri: document.uri, span, newText });

export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) {
    return false;
  }
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    keys.length === others.length &&
    keys.every(key => Object.hasOwn(b, key) && sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
