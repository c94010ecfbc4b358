import type { Site } from '../text/span.ts';
import type { Path } from './path.ts';

/** A value in a values file. Nodes know where they were written, so a merged tree can still be reported on. */
export type ValueNode = MapNode | ListNode | ScalarNode;

interface NodeBase {
  readonly path: Path;
  /** Where it is written: for a value reached through an alias, the anchored text. */
  readonly site: Site;
  /** Reached through an alias or a merge key: an edit there would change every place that uses the anchor. */
  readonly shared: boolean;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly ValueNode[];
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  /** Typed as Helm types it (YAML 1.1 booleans, octals …). */
  readonly value: Scalar;
  /** As written, without quotes; what a plain scalar looked like before it was typed. */
  readonly source: string;
  readonly style: 'plain' | 'single' | 'double' | 'block' | 'none';
}

export type Scalar = string | number | boolean | null;

export interface Entry {
  readonly key: Site;
  readonly value: ValueNode;
  /** In a merged tree: what a lower layer said under this key. */
  readonly below?: Entry;
}

/** The node and everything below it, in document order. */
export function* walk(node: ValueNode): Iterable<ValueNode> {
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    waiting.push(...childrenOf(next).toReversed());
  }
}

export function childrenOf(node: ValueNode): readonly ValueNode[] {
  return node.kind === 'map'
    ? [...node.entries.values()].map(entry => entry.value)
    : node.kind === 'list'
      ? node.items
      : [];
}

/** The node at `path` below `node`, or undefined. */
export function nodeAt(node: ValueNode | undefined, path: Path): ValueNode | undefined {
  let at = node;
  for (const segment of path) {
    at =
      at?.kind === 'map'
        ? at.entries.get(String(segment))?.value
        : at?.kind === 'list'
          ? at.items[Number(segment)]
          : undefined;
  }
  return at;
}

/** The entry (key and value) at `path`; undefined for the root and for list items. */
export function entryAt(node: ValueNode | undefined, path: Path): Entry | undefined {
  const parent = nodeAt(node, path.slice(0, -1));
  return parent?.kind === 'map' && path.length > 0 ? parent.entries.get(String(path.at(-1))) : undefined;
}

export const isNull = (node: ValueNode | undefined): boolean => node?.kind === 'scalar' && node.value === null;

/** A scalar that another tool fills in before Helm sees it: its value is unknown here. */
export function isTemplated(node: ValueNode | undefined): boolean {
  return (
    node?.kind === 'scalar' &&
    typeof node.value === 'string' &&
    /\{\{|\$\{[^}]*\}|^ENC\[|<%|^\$\([^)]+\)$/.test(node.value)
  );
}

/** The plain JSON that a node stands for. Keys named `__proto__` stay ordinary keys. */
export function toJson(node: ValueNode | undefined): unknown {
  if (node === undefined) {
    return undefined;
  }
  if (node.kind === 'scalar') {
    return node.value;
  }
  if (node.kind === 'list') {
    return node.items.map(toJson);
  }
  const object: Record<string, unknown> = {};
  for (const [name, entry] of node.entries) {
    const value = toJson(entry.value);
    if (name === '__proto__') {
      Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
    } else {
      object[name] = value;
    }
  }
  return object;
}
