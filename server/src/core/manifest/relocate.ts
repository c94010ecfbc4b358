import type { Span } from '../text/span.ts';
import type { Entry, ScalarNode, ValueNode } from '../values/node.ts';

/** How a tree that was read from a part of a text becomes one of the whole text. */
export interface Relocation {
  /** Leading steps of every path that go: the way from the document to the values in it. */
  readonly drop: number;
  /** From a span of the part to one of the whole text. */
  readonly span: (span: Span) => Span;
  /** Gives scalars and keys their true text back, where something else was read in its place. */
  readonly scalar?: (node: ScalarNode) => ScalarNode;
  readonly key?: (name: string, span: Span) => string;
}

/** The same tree, with the sites and paths that it has in the whole text. */
export function relocate(node: ValueNode, at: Relocation): ValueNode {
  return moved(node, at, node.path.slice(at.drop));
}

function moved(node: ValueNode, at: Relocation, path: ValueNode['path']): ValueNode {
  const place = { path, site: { uri: node.site.uri, span: at.span(node.site.span) } };
  if (node.kind === 'scalar') {
    const scalar = { ...node, ...place };
    return at.scalar ? at.scalar(scalar) : scalar;
  }
  if (node.kind === 'list') {
    return { ...node, ...place, items: node.items.map((item, index) => moved(item, at, [...path, index])) };
  }
  const entries = new Map<string, Entry>();
  for (const [written, { key, value }] of node.entries) {
    const span = at.span(key.span);
    const name = at.key ? at.key(written, span) : written;
    entries.set(name, { key: { uri: key.uri, span }, value: moved(value, at, [...path, name]) });
  }
  return { ...node, ...place, entries };
}
