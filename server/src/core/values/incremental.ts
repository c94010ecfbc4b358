import { lineIndexOf, lineStartAt } from '../text/lines.ts';
import type { Site } from '../text/span.ts';
import { parse, type ValuesDocument } from './document.ts';
import type { Entry, MapNode, ValueNode } from './node.ts';
import type { Path } from './path.ts';

/**
 * The same as `parse` of the new text, but only the blocks that the edit touched are read anew: a block reaches from a key
 * to the next one of the same map, in the innermost map around the edit. Where blocks depend on one another (anchors,
 * errors, several documents), or the edit changes what a block is, more is read, and at last the whole text.
 */
export function reparse(previous: ValuesDocument, text: string): ValuesDocument {
  const { uri, root } = previous;
  const version = previous.version + 1;
  if (text === previous.text) {
    return { ...previous, version };
  }
  const edit = { uri, before: previous.text, after: text, ...changeBetween(previous.text, text) };
  const replaced = root?.kind === 'map' && isSound(previous) ? withBlocksReplaced(root, edit) : undefined;
  return replaced
    ? { uri, version, text, lines: lineIndexOf(text), root: replaced, problems: [] }
    : parse(uri, version, text);
}

/** `before` between `start` and `end` is another text in `after`. */
interface Edit {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  readonly start: number;
  readonly end: number;
}

function withBlocksReplaced(map: MapNode, edit: Edit): MapNode | undefined {
  const entries = [...map.entries];
  const range = map.flow ? undefined : blocksAround(entries, edit);
  if (!range) {
    return undefined;
  }
  const behind = entries[range.behind];
  // Where the last block of an inner map ends, the maps around it decide.
  if (!behind && map.path.length > 0) {
    return undefined;
  }
  const inner = innerReplaced(entries, range, edit);
  const read = inner ?? readBlocks(map, entries[range.first], behind, edit);
  if (!read) {
    return undefined;
  }
  const delta = edit.after.length - edit.before.length;
  const kept = [
    ...entries.slice(0, range.first),
    ...read,
    ...entries.slice(range.behind).map(([name, entry]) => [name, moved(entry, delta, [])] as const),
  ];
  const merged = new Map(kept);
  if (merged.size < kept.length) {
    return undefined;
  }
  const last = kept.at(-1)?.[1];
  const end = behind ? map.site.span.end + delta : (last?.value.site.span.end ?? 0);
  return { ...map, site: { uri: edit.uri, span: { start: map.site.span.start, end } }, entries: merged };
}

/** The touched block, when the edit lies inside a map that is its value. */
function innerReplaced(entries: readonly Named[], { first, behind }: Range, edit: Edit): readonly Named[] | undefined {
  const [name, entry] = entries[first] ?? [];
  const map = behind === first + 1 && entry?.value.kind === 'map' ? withBlocksReplaced(entry.value, edit) : undefined;
  return name !== undefined && entry && map ? [[name, { ...entry, value: map }]] : undefined;
}

/** No block of it depends on another one. */
const isSound = ({ problems, aliased, embeddedAt }: ValuesDocument): boolean =>
  problems.length === 0 && aliased === undefined && embeddedAt === undefined;

/** An anchor, which other blocks may use, and what ends a document. */
const reachesOut = /(?:^|[\s[{,])&[^\s&]|^(?:---|\.\.\.)(?:\s|$)/m;

type Named = readonly [string, Entry];

/** The part of the old text that is another one in the new text. */
function changeBetween(before: string, after: string): Pick<Edit, 'start' | 'end'> {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) {
    start++;
  }
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  return { start, end: before.length - same };
}

/** Entries from `first` up to, not including, `behind`. */
interface Range {
  readonly first: number;
  readonly behind: number;
}

/**
 * The blocks that an edit touches, also at their edges: text before a key may belong to the block above. Undefined when
 * it begins before the first block, or the map takes values from elsewhere.
 */
function blocksAround(entries: readonly Named[], { before, start, end }: Edit): Range | undefined {
  const first = entries.findLastIndex(([, { key }]) => key.span.start < start);
  const behind = entries.findIndex(([, { key }]) => lineStartAt(before, key.span.start) > end);
  const isOrdered = entries.every(
    ([, { key, value }], index) => !value.shared && key.span.start > (entries[index - 1]?.[1].key.span.start ?? -1),
  );
  return first === -1 || !isOrdered ? undefined : { first, behind: behind === -1 ? entries.length : behind };
}

/** Stands for the key that follows: when it is read as one of the same map, so will be what follows. */
const fence = 'production-values-next-block';

/** The blocks from the entry `first` up to the entry `behind`, or to the end of the text, as they are after the edit. */
function readBlocks(
  { path }: MapNode,
  first: Named | undefined,
  behind: Named | undefined,
  { uri, before, after }: Edit,
): readonly Named[] | undefined {
  const margin = first && marginOf(before, first[1]);
  if (!first || margin === undefined || (behind && marginOf(before, behind[1]) !== margin)) {
    return undefined;
  }
  const start = first[1].key.span.start - margin.length;
  const end = behind ? behind[1].key.span.start - margin.length : before.length;
  const block = after.slice(start, end + after.length - before.length);
  if (reachesOut.test(before.slice(start, end)) || reachesOut.test(block) || isLeft(block, margin)) {
    return undefined;
  }
  const { root, problems, aliased } = parse(uri, 0, behind ? `${block}${margin}${fence}: 0\n` : block);
  const isSame = root?.kind === 'map' && !root.flow && root.site.span.start === margin.length;
  if (!isSame || problems.length > 0 || aliased !== undefined) {
    return undefined;
  }
  const entries = [...root.entries];
  const last = behind && entries.pop();
  if (behind && (last?.[0] !== fence || last[1].key.span.start !== block.length + margin.length)) {
    return undefined;
  }
  return entries.map(([name, entry]) => [name, moved(entry, start, path)]);
}

/** A line that stands further left than the map does not belong to it. */
const isLeft = (block: string, margin: string): boolean =>
  margin !== '' && new RegExp(`^ {0,${margin.length - 1}}[^ #\\r\\n]`, 'm').test(block);

/** The spaces before a key that begins its line. */
function marginOf(text: string, { key }: Entry): string | undefined {
  const { start } = key.span;
  const margin = text.slice(lineStartAt(text, start), start);
  return /^ *$/.test(margin) ? margin : undefined;
}

/** The entry of a text that begins `by` further on, in a map at `path`. */
const moved = (entry: Entry, by: number, path: Path): Entry =>
  by === 0 && path.length === 0 ? entry : { key: movedSite(entry.key, by), value: movedNode(entry.value, by, path) };

function movedNode(node: ValueNode, by: number, below: Path): ValueNode {
  const site = movedSite(node.site, by);
  const path = below.length === 0 ? node.path : below.concat(node.path);
  if (node.kind === 'scalar') {
    const { kind, shared, value, source, style } = node;
    return { kind, path, site, shared, value, source, style };
  }
  const { shared, flow } = node;
  if (node.kind === 'list') {
    return { kind: node.kind, path, site, shared, flow, items: node.items.map(item => movedNode(item, by, below)) };
  }
  const entries = new Map<string, Entry>();
  for (const [name, entry] of node.entries) {
    entries.set(name, moved(entry, by, below));
  }
  return { kind: node.kind, path, site, shared, flow, entries };
}

const movedSite = ({ uri, span }: Site, by: number): Site => ({
  uri,
  span: { start: span.start + by, end: span.end + by },
});
