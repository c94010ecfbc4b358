import type { JsonValue } from '../product/table.ts';
import type { TextEdit } from '../text/edit.ts';
import { columnAt, lineSpanAt, lineStartAt, nextLineStart } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { ValuesDocument } from './document.ts';
import { behindComments, blockEnd, dashOf, edit, flowItems, holdsAnchor, insideFlow, isOwn } from './edit-places.ts';
import { type Content, insertContent, isExplicitKey, nearestParent } from './edit-set.ts';
import { entryAt, isNull, type ListNode, type MapNode, nodeAt, toJson, type ValueNode, walk } from './node.ts';
import { type Path, samePath, startsWith } from './path.ts';
import { renderFlow, renderKey, type Style, styleOf } from './render.ts';

// ---------------------------------------------------------------- remove

/** `keep`: ancestors of these paths stay even when the removal empties them. */
export function removeAt(document: ValuesDocument, path: Path, keep: readonly Path[]): TextEdit[] | undefined {
  const parentPath = path.slice(0, -1);
  const parent = nodeAt(document.root, parentPath);
  const node = nodeAt(document.root, path);
  if (
    !parent ||
    !node ||
    parent.kind === 'scalar' ||
    path.length === 0 ||
    !isOwn(document, path) ||
    holdsAnchor(document, node)
  ) {
    return undefined;
  }
  const siblings = parent.kind === 'map' ? parent.entries.size : parent.items.length;
  if (siblings === 1 && parentPath.length > 0 && !keep.some(kept => startsWith(kept, parentPath))) {
    return removeAt(document, parentPath, keep);
  }
  if (parent.flow) {
    return removeFromFlow(document, parent, path);
  }
  if (siblings === 1 && !keep.some(kept => startsWith(kept, parentPath))) {
    return emptyRoot(document, path, node);
  }
  const span = entrySpan(document, path, node);
  return span && [edit(document, withBlankLines(document.text, span), '')];
}

/** The last entry of a file goes: what is left says nothing, as an empty file does. */
function emptyRoot(document: ValuesDocument, path: Path, node: ValueNode): TextEdit[] | undefined {
  const span = document.embeddedAt === undefined ? entrySpan(document, path, node) : undefined;
  return span && [edit(document, span, '')];
}

/** An entry or list item with its comments: those right above it (from the start of their line), and deeper ones right below. */
function writtenSpan(
  document: ValuesDocument,
  path: Path,
  node: ValueNode,
): (Span & { readonly at: number }) | undefined {
  const { text } = document;
  const key = entryAt(document.root, path)?.key.span;
  const at = key?.start ?? dashOf(document, path);
  if (at === undefined || (key && isExplicitKey(text, key))) {
    return undefined;
  }
  const lineStart = lineStartAt(text, at);
  const end = behindComments(text, Math.max(blockEnd(document, node), nextLineStart(text, at)), at - lineStart + 1);
  const behindDash = text.slice(lineStart, at).trim() !== '';
  return { at, start: behindDash ? at : withLeadingComments(text, lineStart, at - lineStart), end };
}

/** What goes when an entry or list item is removed: whole lines, where it does not follow the dash of an item. */
function entrySpan(document: ValuesDocument, path: Path, node: ValueNode): Span | undefined {
  const span = writtenSpan(document, path, node);
  const { text } = document;
  if (!span || span.start === lineStartAt(text, span.start)) {
    return span && { start: span.start, end: span.end };
  }
  // `- first: 1`: up to the next key or its comment, so that the dash keeps a map.
  const next = span.end + Math.max(0, text.slice(span.end).search(/\S/));
  return columnAt(text, next) >= columnAt(text, span.at) ? { start: span.start, end: next } : undefined;
}

/** Comment lines right above, at the same column, belong to what follows them. */
function withLeadingComments(text: string, lineStart: number, column: number): number {
  let start = lineStart;
  while (start > lineStartAt(text, 0)) {
    const previous = lineStartAt(text, start - 1);
    const line = text.slice(previous, start);
    if (
      !line.trimStart().startsWith('#') ||
      line.length - line.trimStart().length !== column ||
      /production-values:|yaml-language-server:/.test(line)
    ) {
      break;
    }
    start = previous;
  }
  return start;
}

/** Two blank lines would meet where the span was: one of them goes too. */
function withBlankLines(text: string, { start, end }: Span): Span {
  const above = text.slice(lineStartAt(text, Math.max(0, start - 1)), start);
  const atTop = start === lineStartAt(text, 0);
  // A block scalar that keeps blank lines would take those below for its own.
  const keeps = /[|>]\d?\+/.test(text);
  if ((above.trim() === '' || atTop || keeps) && end < text.length) {
    const blank = /^(?:[ \t]*\r?\n)+/.exec(text.slice(end))?.[0].length ?? 0;
    return { start, end: end + blank };
  }
  if (end === text.length && !keeps) {
    const blank = /\n(?:[ \t]*\r?\n)+$/.exec(text.slice(0, start))?.[0].length ?? 1;
    return { start: start - blank + 1, end };
  }
  return { start, end };
}

function removeFromFlow(document: ValuesDocument, parent: MapNode | ListNode, path: Path): TextEdit[] | undefined {
  const { text } = document;
  const spans = flowItems(document, parent) ?? [];
  const index = spans.findIndex(span => span.name === String(path.at(-1)));
  const [own, next, previous] = [spans[index], spans[index + 1], spans[index - 1]];
  if (!own) {
    return undefined;
  }
  const line = { start: lineStartAt(text, own.start), end: nextLineStart(text, own.end) };
  const rest = text.slice(own.end, lineSpanAt(text, own.end).end);
  if (
    text.slice(line.start, own.start).trim() === '' &&
    /^\s*,?\s*(?:#.*)?$/.test(rest) &&
    (next === undefined || next.start >= line.end)
  ) {
    const start = withLeadingComments(text, line.start, own.start - line.start);
    const comma = previous && !next && /^\s*,/.exec(text.slice(previous.end));
    const before =
      comma && !rest.trimStart().startsWith(',')
        ? [edit(document, { start: previous.end, end: previous.end + comma[0].length }, '')]
        : [];
    return [...before, edit(document, { start, end: line.end }, '')];
  }
  if (next) {
    return [edit(document, { start: own.start, end: next.start }, '')];
  }
  const trailing = /^\s*,/.exec(text.slice(own.end))?.[0].length ?? 0;
  return [
    edit(
      document,
      previous ? { start: previous.end, end: own.end + trailing } : { start: own.start, end: own.end + trailing },
      '',
    ),
  ];
}

// ---------------------------------------------------------------- move

export function move(document: ValuesDocument, from: Path, to: Path): TextEdit[] | undefined {
  const node = nodeAt(document.root, from);
  const entry = entryAt(document.root, from);
  if (
    !node ||
    !entry ||
    !isOwn(document, from) ||
    samePath(from, to) ||
    startsWith(to, from) ||
    [...walk(node)].some(({ shared }) => shared)
  ) {
    return undefined;
  }
  const target = nodeAt(document.root, to);
  if (target) {
    return moveChildren(document, from, node, to, target);
  }
  const { parent, missing } = nearestParent(document, to);
  if (missing.some(segment => typeof segment === 'number')) {
    return undefined;
  }
  const names = missing.map(String);
  const style = styleOf(document);
  const value = toJson(node) as JsonValue;
  const nested = names.slice(1).reduceRight<JsonValue>((inner, name) => ({ [name]: inner }), value);
  const plain = insideFlow(document, from);
  const content: Content = {
    block: column => (plain ? plainText(names, value, column, style) : movedText(document, from, names, column, style)),
    flow: [`${renderKey(names[0] ?? '')}: ${renderFlow(nested)}`],
  };
  return relocate(document, [from], from, parent, to, content, style);
}

/** Both places hold maps: what is missing there moves; anything set at both places is the user's to decide. */
function moveChildren(
  document: ValuesDocument,
  from: Path,
  node: ValueNode,
  to: Path,
  target: ValueNode,
): TextEdit[] | undefined {
  if (
    node.kind !== 'map' ||
    target.kind !== 'map' ||
    node.flow ||
    [...node.entries.keys()].some(name => target.entries.has(name))
  ) {
    return undefined;
  }
  const style = styleOf(document);
  const names = [...node.entries.keys()];
  const content: Content = {
    block: column =>
      names.map(name => movedText(document, [...from, name], [name], column, style)).join(style.lineBreak),
    flow: [...node.entries].map(([name, { value }]) => `${renderKey(name)}: ${renderFlow(toJson(value) as JsonValue)}`),
  };
  return relocate(
    document,
    names.map(name => [...from, name]),
    from,
    to,
    to,
    content,
    style,
  );
}

/** Inserts at `parent` what is removed at `from`, unless a comment would get lost on the way into `{ }`. */
function relocate(
  document: ValuesDocument,
  moved: readonly Path[],
  from: Path,
  parent: Path,
  to: Path,
  content: Content,
  style: Style,
): TextEdit[] | undefined {
  const flow = insideFlow(document, [...parent, '']) && !isEmptyAt(document, parent);
  if (flow && moved.some(path => hasComment(document, path))) {
    return undefined;
  }
  const inserted = insertContent(document, parent, content, style);
  const removed = removeAt(document, from, [to]);
  const at = inserted?.[0]?.span.start ?? 0;
  // What is inserted right behind may stand in front of blank lines that the removal would take along.
  const clipped = removed?.map(one =>
    one.span.start < at && at < one.span.end ? { ...one, span: { start: one.span.start, end: at } } : one,
  );
  return inserted && clipped && [...clipped, ...inserted];
}

const isEmptyAt = (document: ValuesDocument, path: Path): boolean => {
  const node = nodeAt(document.root, path);
  return isNull(node) || (node?.kind === 'map' && node.entries.size === 0 && !insideFlow(document, path));
};

function hasComment(document: ValuesDocument, path: Path): boolean {
  const node = nodeAt(document.root, path);
  const span = node && !insideFlow(document, path) ? writtenSpan(document, path, node) : undefined;
  return span !== undefined && /(?:^|\s)#/.test(document.text.slice(span.start, span.end));
}

const plainText = (names: readonly string[], value: JsonValue, column: number, style: Style): string =>
  names
    .map((name, index) => {
      const last = index === names.length - 1;
      return `${' '.repeat(column + index * style.indent)}${renderKey(name)}:${last ? ` ${renderFlow(value)}` : ''}`;
    })
    .join(style.lineBreak);

/** The entry's own text, comments and all, under its new names, at `column`. */
function movedText(
  document: ValuesDocument,
  from: Path,
  names: readonly string[],
  column: number,
  style: Style,
): string {
  const { text } = document;
  const entry = entryAt(document.root, from);
  const span = entry && writtenSpan(document, from, entry.value);
  if (!span) {
    return '';
  }
  const newColumn = column + (names.length - 1) * style.indent;
  const shift = newColumn - columnAt(text, span.at);
  const comments = text
    .slice(span.start, span.at)
    .split(/\r?\n/)
    .filter(line => line.trimStart().startsWith('#'));
  const body = text
    .slice(entry.key.span.end, span.end)
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  const [first = '', ...rest] = body;
  const parents = names
    .slice(0, -1)
    .map((name, index) => `${' '.repeat(column + index * style.indent)}${renderKey(name)}:`);
  return [
    ...parents,
    ...comments.map(line => ' '.repeat(newColumn) + line.trimStart()),
    `${' '.repeat(newColumn)}${renderKey(names.at(-1) ?? '')}${first}`,
    ...rest.map(line => shifted(line, shift)),
  ].join(style.lineBreak);
}

/** Only blanks are indentation: a tab at the start of a block scalar's line is its text. */
function shifted(line: string, by: number): string {
  if (line === '' || by >= 0) {
    return line === '' ? line : ' '.repeat(by) + line;
  }
  const blanks = /^ */.exec(line)?.[0].length ?? 0;
  return line.slice(Math.min(blanks, -by));
}
