import type { JsonValue, ProductTable } from '../product/table.ts';
import type { Entry, MapNode, ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { keysAt } from './build.ts';

/** The scheme of the addresses that a chart's built-in defaults are reported under. */
export const defaultsScheme = 'production-values-defaults:';

/**
 * The chart's own values.yaml, put together from the recorded defaults of one version, for stacks whose chart is not
 * at hand. Its nodes have no text: their sites only name the product.
 */
export function defaultsOf(table: ProductTable, version: string | undefined, prefix: Path = []): ValueNode | undefined {
  const index = keysAt(table, version);
  if (!index) {
    return undefined;
  }
  const root = emptyTree();
  for (const { fact, default: value } of index.keys.values()) {
    if (value !== undefined && !fact.path.includes('[]') && !fact.path.includes('*')) {
      put(root, fact.path, value);
    }
  }
  const uri = `${defaultsScheme}${table.id}@${index.nearest.version}`;
  return wrap(prefix, nodeOf(root, prefix, uri), uri);
}

interface Tree {
  readonly children: Map<string, Tree>;
  value: JsonValue | undefined;
}

const emptyTree = (): Tree => ({ children: new Map(), value: undefined });

function put(root: Tree, path: readonly string[], value: JsonValue): void {
  let at = root;
  for (const segment of path) {
    const child = at.children.get(segment) ?? emptyTree();
    at.children.set(segment, child);
    at = child;
  }
  at.value = value;
}

function nodeOf(tree: Tree, path: Path, uri: string): ValueNode {
  if (tree.children.size === 0) {
    return jsonNode(tree.value ?? null, path, uri);
  }
  const own = tree.value === undefined || tree.value === null ? undefined : jsonNode(tree.value, path, uri);
  const entries = new Map<string, Entry>(own?.kind === 'map' ? own.entries : []);
  const key = siteAt(uri);
  for (const [name, child] of tree.children) {
    entries.set(name, { key, value: nodeOf(child, [...path, name], uri) });
  }
  return map(entries, path, uri);
}

/** A node tree for plain JSON; its sites name `uri` only. */
export function jsonNode(value: JsonValue, path: Path, uri: string): ValueNode {
  const site = siteAt(uri);
  if (typeof value !== 'object' || value === null) {
    return {
      kind: 'scalar',
      path,
      site,
      shared: false,
      value,
      source: value === null ? '' : String(value),
      style: typeof value === 'string' ? 'double' : 'plain',
    };
  }
  if (Array.isArray(value)) {
    return {
      kind: 'list',
      path,
      site,
      shared: false,
      flow: false,
      items: value.map((item: JsonValue, index) => jsonNode(item, [...path, index], uri)),
    };
  }
  return map(
    new Map(
      Object.entries(value).map(([name, child]) => [name, { key: site, value: jsonNode(child, [...path, name], uri) }]),
    ),
    path,
    uri,
  );
}

const siteAt = (uri: string) => ({ uri, span: { start: 0, end: 0 } });

const map = (entries: ReadonlyMap<string, Entry>, path: Path, uri: string): MapNode => ({
  kind: 'map',
  path,
  site: siteAt(uri),
  shared: false,
  flow: false,
  entries,
});

/** Puts a tree below the key of a dependency. */
function wrap(prefix: Path, node: ValueNode, uri: string): ValueNode {
  return prefix.reduceRight<ValueNode>((inner, segment, depth) => {
    const path = prefix.slice(0, depth);
    return map(new Map([[String(segment), { key: siteAt(uri), value: inner }]]), path, uri);
  }, node);
}
