import type { Span } from '../text/span.ts';
import type { ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';

/** What the cursor is on: the key or the value at a path. */
export interface PlaceAt {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly span: Span;
}

const touches = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

/** The key, scalar or empty collection at `offset`; undefined between them. Values written elsewhere (aliases) are skipped. */
export function placeAt(node: ValueNode | undefined, offset: number): PlaceAt | undefined {
  if (!node || node.shared || !touches(node.site.span, offset)) {
    return undefined;
  }
  if (node.kind === 'scalar') {
    return { path: node.path, part: 'value', span: node.site.span };
  }
  if (node.kind === 'list') {
    for (const item of node.items) {
      const found = placeAt(item, offset);
      if (found) {
        return found;
      }
    }
    return node.items.length === 0 ? { path: node.path, part: 'value', span: node.site.span } : undefined;
  }
  for (const [name, { key, value }] of node.entries) {
    if (!value.shared && touches(key.span, offset)) {
      return { path: [...node.path, name], part: 'key', span: key.span };
    }
    const found = placeAt(value, offset);
    if (found) {
      return found;
    }
  }
  return node.entries.size === 0 ? { path: node.path, part: 'value', span: node.site.span } : undefined;
}
