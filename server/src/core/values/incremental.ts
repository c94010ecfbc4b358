import { lineIndexOf } from '../text/lines.ts';
import type { Site } from '../text/span.ts';
import { parse, type ValuesDocument } from './document.ts';
import type { Entry, MapNode, ValueNode } from './node.ts';

/**
 * The same as `parse` of the new text, but only the top-level blocks that the edit touched are read anew: a block reaches
 * from a key at the margin to the next one. Where blocks depend on one another (anchors, errors, several documents), or
 * the edit changes what a block is, the whole text is read.
 */
export function reparse(previous: ValuesDocument, text: string): ValuesDocument {
  return text === previous.text
    ? { ...previous, version: previous.version + 1 }
    : (withBlocksReplaced(previous, text) ?? parse(previous.uri, previous.version + 1, text));
}

function withBlocksReplaced(previous: ValuesDocument, text: string): ValuesDocument | undefined {
  const { root, uri } = previous;
  if (root?.kind !== 'map' || root.flow || !isSound(previous)) {
    return undefined;
  }
  const entries = [...root.entries];
  const range = blocksAround(entries, changeBetween(previous.text, text));
  if (!range) {
    return undefined;
  }
  const delta = text.length - previous.text.length;
  const startOf = (index: number) => entries[index]?.[1].key.span.start;
  const start = startOf(range.first) ?? 0;
  const end = startOf(range.behind);
  const before = previous.text.slice(start, end);
  const block = text.slice(start, end === undefined ? undefined : end + delta);
  if (![start, end].every(at => at === undefined || isMargin(previous.text, at)) || reachesOut.test(before)) {
    return undefined;
  }
  const read = readBlock(uri, block, end !== undefined);
  if (!read) {
    return undefined;
  }
  const kept = [
    ...entries.slice(0, range.first),
    ...[...read.entries].map(([name, entry]) => [name, shiftedEntry(entry, start)] as const),
    ...entries.slice(range.behind).map(([name, entry]) => [name, shiftedEntry(entry, delta)] as const),
  ];
  const merged = new Map(kept);
  if (merged.size < kept.length) {
    return undefined;
  }
  const rootEnd = end === undefined ? read.site.span.end + start : root.site.span.end + delta;
  return {
    uri,
    version: previous.version + 1,
    text,
    lines: lineIndexOf(text),
    root: { ...root, site: { uri, span: { start: root.site.span.start, end: rootEnd } }, entries: merged },
    problems: [],
  };
}

/** No block of it depends on another one. */
const isSound = ({ problems, aliased, embeddedAt }: ValuesDocument): boolean =>
  problems.length === 0 && aliased === undefined && embeddedAt === undefined;

/** An anchor, which other blocks may use, and what ends a document. */
const reachesOut = /(?:^|[\s[{,])&[^\s&]|^(?:---|\.\.\.)(?:\s|$)/m;

const isMargin = (text: string, at: number): boolean => at === 0 || text[at - 1] === '\n' || text[at - 1] === '\ufeff';

interface Change {
  readonly start: number;
  /** In the old text. */
  readonly end: number;
}

/** The part of the old text that is another one in the new text. */
function changeBetween(before: string, after: string): Change {
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

/**
 * The blocks that a change touches, also at their edges: text before a key at the margin may belong to the block above.
 * Undefined when it begins before the first block.
 */
function blocksAround(
  entries: readonly (readonly [string, Entry])[],
  { start, end }: Change,
): { readonly first: number; readonly behind: number } | undefined {
  const first = entries.findLastIndex(([, { key }]) => key.span.start < start);
  const behind = entries.findIndex(([, { key }]) => key.span.start > end);
  const isOrdered = entries.every(
    ([, { key, value }], index) => !value.shared && key.span.start > (entries[index - 1]?.[1].key.span.start ?? -1),
  );
  return first === -1 || !isOrdered ? undefined : { first, behind: behind === -1 ? entries.length : behind };
}

/** Stands for the blocks that follow: when it is read as a key, so will they be. */
const fence = 'production-values-next-block';

function readBlock(uri: string, block: string, isFollowed: boolean): MapNode | undefined {
  if (reachesOut.test(block)) {
    return undefined;
  }
  const { root, problems, aliased } = parse(uri, 0, isFollowed ? `${block}${fence}: 0\n` : block);
  const isWhole = root?.kind === 'map' && !root.flow && root.site.span.start === 0;
  if (!isWhole || problems.length > 0 || aliased !== undefined) {
    return undefined;
  }
  const entries = [...root.entries];
  const last = isFollowed ? entries.pop() : undefined;
  if (isFollowed && (last?.[0] !== fence || last[1].key.span.start !== block.length)) {
    return undefined;
  }
  return { ...root, entries: new Map(entries) };
}

const shiftedEntry = (entry: Entry, by: number): Entry =>
  by === 0 ? entry : { key: shiftedSite(entry.key, by), value: shifted(entry.value, by) };

function shifted(node: ValueNode, by: number): ValueNode {
  const site = shiftedSite(node.site, by);
  if (node.kind === 'scalar') {
    const { kind, path, shared, value, source, style } = node;
    return { kind, path, site, shared, value, source, style };
  }
  if (node.kind === 'list') {
    const { kind, path, shared, flow } = node;
    return { kind, path, site, shared, flow, items: node.items.map(item => shifted(item, by)) };
  }
  const { kind, path, shared, flow } = node;
  const entries = new Map<string, Entry>();
  for (const [name, entry] of node.entries) {
    entries.set(name, shiftedEntry(entry, by));
  }
  return { kind, path, site, shared, flow, entries };
}

const shiftedSite = ({ uri, span }: Site, by: number): Site => ({
  uri,
  span: { start: span.start + by, end: span.end + by },
});
