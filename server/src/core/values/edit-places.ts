import type { JsonValue } from '../product/table.ts';
import type { TextEdit } from '../text/edit.ts';
import { columnAt, lineSpanAt, lineStartAt, nextLineStart } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { ValuesDocument } from './document.ts';
import { entryAt, type ListNode, type MapNode, nodeAt, type ScalarNode, type ValueNode } from './node.ts';
import type { Path } from './path.ts';
import { ownEntries, type Style } from './render.ts';

/** Where in the text of a document values begin and end, and where a new one belongs. */

export const emptySpan = (at: number): Span => ({ start: at, end: at });

export const edit = (document: ValuesDocument, span: Span, newText: string): TextEdit => ({
  uri: document.uri,
  span,
  newText,
});

export const indentLines = (lines: readonly string[], column: number, { lineBreak }: Style): string =>
  lines.map(line => (line === '' ? line : `${' '.repeat(column)}${line}`)).join(lineBreak);

/** Written in this document, and nowhere else used. */
export function isOwn(document: ValuesDocument, path: Path): boolean {
  for (let depth = 0; depth <= path.length; depth++) {
    const node = nodeAt(document.root, path.slice(0, depth));
    if (node && (node.shared || node.site.uri !== document.uri || isAliased(document, node))) {
      return false;
    }
  }
  return true;
}

const isAliased = ({ aliased = [] }: ValuesDocument, { site }: ValueNode): boolean =>
  aliased.some(({ start, end }) => start === site.span.start && end === site.span.end);

/** Whether something below `node` has an anchor that is used: without it, the document would not parse. */
export const holdsAnchor = ({ aliased = [] }: ValuesDocument, { site }: ValueNode): boolean =>
  aliased.some(({ start, end }) => start >= site.span.start && end <= site.span.end);

export function insideFlow(document: ValuesDocument, path: Path): boolean {
  return path.some((_, depth) => {
    const ancestor = depth === 0 ? document.root : nodeAt(document.root, path.slice(0, depth));
    return ancestor !== undefined && ancestor.kind !== 'scalar' && ancestor.flow;
  });
}

/** Where the last visible character of a value ends. */
export function visibleEnd({ text }: ValuesDocument, { site }: ValueNode): number {
  let { end } = site.span;
  while (end > site.span.start && /\s/.test(text[end - 1] ?? '')) {
    end--;
  }
  return end;
}

/** The start of the line after a value's last line. Blank lines that a block scalar keeps are its own. */
export function blockEnd(document: ValuesDocument, node: ValueNode): number {
  const scalar = lastBlockScalar(node);
  const end = scalar
    ? Math.max(blockScalarEnd(document, scalar), visibleEnd(document, node))
    : visibleEnd(document, node);
  return end > 0 && document.text[end - 1] === '\n' ? end : nextLineStart(document.text, end);
}

function lastBlockScalar(node: ValueNode): ScalarNode | undefined {
  if (node.kind === 'scalar') {
    return node.style === 'block' && !node.shared ? node : undefined;
  }
  const children = node.kind === 'map' ? ownEntries(node).map(([, { value }]) => value) : node.items;
  const last = children.reduce<ValueNode | undefined>(
    (latest, child) => (latest && latest.site.span.start > child.site.span.start ? latest : child),
    undefined,
  );
  return last && lastBlockScalar(last);
}

/** Blank lines at its end count only for `|+`, and those that are indented deeper than its text for the others. */
function blockScalarEnd({ text }: ValuesDocument, { site }: ScalarNode): number {
  const source = text.slice(site.span.start, site.span.end);
  const [header = '', ...lines] = source.split('\n');
  if (/^[|>][\d+-]*/.exec(header)?.[0].includes('+')) {
    return site.span.end;
  }
  const indent = /^[|>][+-]?\d/.test(header) ? 0 : (lines.find(line => line.trim() !== '')?.search(/\S/) ?? 0);
  while (lines.length > 0 && (lines.at(-1) ?? '').replace(/\r$/, '').length <= indent && lines.at(-1)?.trim() === '') {
    lines.pop();
  }
  return site.span.start + [header, ...lines].join('\n').length;
}

/** `at`, or behind the comment lines that follow right there and stand at least at `column`. */
export function behindComments(text: string, at: number, column: number): number {
  let end = at;
  while (end < text.length && (end === 0 || text[end - 1] === '\n')) {
    const line = lineSpanAt(text, end);
    const indent = text.slice(line.start, line.end).search(/\S/);
    if (indent < column || text[line.start + indent] !== '#') {
      break;
    }
    end = nextLineStart(text, end);
  }
  return end;
}

/** Where the next entry or item of a block collection goes: behind its last one and the comments at its own depth. */
export function endOfBlock(document: ValuesDocument, node: MapNode | ListNode, column: number): number {
  const owner = ownerColumn(document, node.path);
  return behindComments(document.text, blockEnd(document, node), Math.max(column, owner + 1));
}

/** The column of the key or dash that a value belongs to; -1 for the root. */
function ownerColumn(document: ValuesDocument, path: Path): number {
  const start =
    path.length === 0 ? undefined : (entryAt(document.root, path)?.key.span.start ?? dashOf(document, path));
  return start === undefined ? -1 : columnAt(document.text, start);
}

/** Where the dash of a block list's item stands. */
export function dashOf({ text, root }: ValuesDocument, path: Path): number | undefined {
  const list = nodeAt(root, path.slice(0, -1));
  const item = nodeAt(root, path);
  if (list?.kind !== 'list' || list.flow || !item) {
    return undefined;
  }
  const column = columnAt(text, list.site.span.start);
  let line = lineStartAt(text, item.site.span.start);
  while (line >= lineStartAt(text, list.site.span.start)) {
    const dash = line + column;
    if (text[dash] === '-' && dash < item.site.span.start && /^[\s?:-]*$/.test(text.slice(line, dash))) {
      return dash;
    }
    if (line === 0 || lineStartAt(text, line - 1) >= line) {
      break;
    }
    line = lineStartAt(text, line - 1);
  }
  return undefined;
}

/** Inserts whole lines at a line start, or at the end of a text whose last line may lack its line break. */
export function insertLines(document: ValuesDocument, at: number, lines: string, { lineBreak }: Style): TextEdit {
  const { text } = document;
  const open = at > lineStartAt(text, 0) && text[at - 1] !== '\n';
  const newText = open ? `${lineBreak}${lines}${at === text.length ? lineBreak : ''}` : `${lines}${lineBreak}`;
  return edit(document, emptySpan(at), newText);
}

/** The entries or items that are written between the brackets, in their order; undefined when one cannot be placed. */
export function flowItems(
  { text }: ValuesDocument,
  node: MapNode | ListNode,
): readonly (Span & { readonly name: string })[] | undefined {
  if (node.kind === 'list') {
    return node.items.some(item => item.shared)
      ? undefined
      : node.items.map(({ site: { span } }, index) => ({ name: String(index), ...span }));
  }
  return ownEntries(node)
    .map(([name, { key, value }]) => {
      const afterKey = /^\s*:(?:\s*\*[^\s,{}[\]]+)?/.exec(text.slice(key.span.end))?.[0].length ?? 0;
      const ends = value.shared ? [afterKey] : [afterKey, value.site.span.end - key.span.end];
      return { name, start: key.span.start, end: key.span.end + Math.max(0, ...ends) };
    })
    .sort((a, b) => a.start - b.start);
}

/** Adds `items` at the end of a flow collection: on the last line, or on lines of their own where the others are. */
export function insertIntoFlow(
  document: ValuesDocument,
  node: MapNode | ListNode,
  items: readonly string[],
  { lineBreak }: Style,
): TextEdit[] | undefined {
  const { text } = document;
  const last = flowItems(document, node)?.at(-1);
  if (!last) {
    const empty = node.kind === 'list' ? node.items.length === 0 : ownEntries(node).length === 0;
    return empty && !node.shared && /^[{[]\s*[}\]]$/.test(text.slice(node.site.span.start, node.site.span.end))
      ? [edit(document, emptySpan(node.site.span.start + 1), items.join(', '))]
      : undefined;
  }
  const lineEnd = lineSpanAt(text, last.end).end;
  const column = columnAt(text, last.start);
  const alone = text.slice(last.start - column, last.start).trim() === '' && lineEnd < node.site.span.end;
  if (!alone) {
    return [edit(document, emptySpan(last.end), `, ${items.join(', ')}`)];
  }
  const comma = /^\s*,/.test(text.slice(last.end, node.site.span.end));
  const lead = `${lineBreak}${' '.repeat(column)}`;
  const lines = `${lead}${items.join(`,${lead}`)}${comma ? ',' : ''}`;
  return [...(comma ? [] : [edit(document, emptySpan(last.end), ',')]), edit(document, emptySpan(lineEnd), lines)];
}

export const isScalarValue = (value: JsonValue): value is string | number | boolean | null =>
  typeof value !== 'object' || value === null;
export const isObject = (value: JsonValue): value is { readonly [key: string]: JsonValue } =>
  !isScalarValue(value) && !Array.isArray(value);
export const isEmpty = (value: JsonValue): boolean => !isScalarValue(value) && Object.keys(value).length === 0;

export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  ) {
    return false;
  }
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return (
    keys.length === others.length &&
    keys.every(
      key =>
        Object.hasOwn(b, key) && sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
