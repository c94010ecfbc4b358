import type { Span } from '../text/span.ts';
import type { ValueNode } from '../values/node.ts';

/** One entry of a file's outline. */
export interface OutlineEntry {
  readonly name: string;
  /** A scalar's text. */
  readonly detail: string;
  readonly kind: 'map' | 'list' | 'text' | 'number' | 'boolean' | 'null';
  /** From the key to the end of the value. */
  readonly span: Span;
  /** The key, or the beginning of a list item. */
  readonly nameSpan: Span;
  readonly children: readonly OutlineEntry[];
}

/** The keys of a values file as they are nested. What stands behind an alias belongs to its anchor. */
export function outlineOf(root: ValueNode | undefined): readonly OutlineEntry[] {
  if (root?.kind === 'map') {
    return [...root.entries].flatMap(([name, { key, value }]) =>
      key.uri === root.site.uri && key.span.start >= root.site.span.start && key.span.end <= root.site.span.end
        ? [entryOf(name, key.span, value)]
        : [],
    );
  }
  return root?.kind === 'list'
    ? root.items.map((item, index) => entryOf(nameOfItem(item, index), firstLine(item), item))
    : [];
}

function entryOf(name: string, nameSpan: Span, value: ValueNode): OutlineEntry {
  return {
    name: name === '' ? '""' : name,
    detail: value.kind === 'scalar' ? value.source.replace(/\s+/g, ' ').slice(0, 60) : '',
    kind: kindOf(value),
    span: { start: nameSpan.start, end: value.shared ? nameSpan.end : Math.max(nameSpan.end, value.site.span.end) },
    nameSpan,
    children: value.shared ? [] : outlineOf(value),
  };
}

/** List items are told apart by what names them. */
function nameOfItem(item: ValueNode, index: number): string {
  const names = item.kind === 'map' ? ['name', 'key', 'id'].map(key => item.entries.get(key)?.value) : [item];
  const named = names.find(node => node?.kind === 'scalar' && node.source !== '');
  return named?.kind === 'scalar' ? named.source.replace(/\s+/g, ' ').slice(0, 60) : `[${index}]`;
}

const firstLine = ({ site: { span } }: ValueNode): Span => ({ start: span.start, end: span.start });

function kindOf(node: ValueNode): OutlineEntry['kind'] {
  if (node.kind !== 'scalar') {
    return node.kind;
  }
  const type = node.value === null ? 'null' : typeof node.value;
  return type === 'string' ? 'text' : type === 'number' || type === 'boolean' ? type : 'null';
}
