import type { Site } from '../text/span.ts';
import type { ValuesDocument } from './document.ts';
import { type Entry, isNull, type MapNode, type ValueNode } from './node.ts';
import { compilePattern, matchesPattern, type Path, type PathPattern } from './path.ts';

/** The values of one release: a chart's defaults and the files on top, as `helm -f base.yaml -f production.yaml` reads them. */
export interface ValuesStack {
  /** The user's files, lowest first. The last one is the file that the user is in. */
  readonly layers: readonly ValuesDocument[];
  /** The chart's own defaults; undefined when the chart is not known. */
  readonly defaults: ValueNode | undefined;
  /** What the templates will see. Every node still points at the layer that wrote it. */
  readonly effective: ValueNode | undefined;
  /** Whether everything below the effective values is known: the defaults of the chart took part. */
  readonly complete: boolean;
  /** Every text that effective values may stand in: the layers, and the chart's own files. */
  readonly documents: readonly ValuesDocument[];
  /** Why Helm refuses these values, although each file can be read. */
  readonly problem?: { readonly message: string; readonly site: Site };
}

export function stackOf(
  layers: readonly ValuesDocument[],
  defaults?: ValueNode,
  chartDocuments: readonly ValuesDocument[] = [],
): ValuesStack {
  const user = layers.map(layer => layer.root).reduce((lower, upper) => mergeFiles(lower, upper), undefined);
  return {
    layers,
    defaults,
    effective: defaults ? coalesce(defaults, user) : user,
    complete: defaults !== undefined,
    documents: [...chartDocuments, ...layers],
  };
}

/** File on file, as Helm reads several `-f`: maps merge, everything else is replaced, `null` stays for the defaults to meet. */
export function mergeFiles(lower: ValueNode | undefined, upper: ValueNode | undefined): ValueNode | undefined {
  if (lower?.kind !== 'map' || upper?.kind !== 'map') {
    return upper ?? lower;
  }
  const entries = new Map<string, Entry>(lower.entries);
  for (const [name, entry] of upper.entries) {
    const below = lower.entries.get(name);
    const value = below ? (mergeFiles(below.value, entry.value) ?? entry.value) : entry.value;
    entries.set(name, below ? { key: entry.key, value, below } : { key: entry.key, value });
  }
  return { ...upper, entries };
}

/**
 * The user's values over a chart's defaults, as Helm coalesces them: maps merge deeply, a `null` removes a default,
 * a list or scalar replaces, and a default that a map stands in the way of is dropped.
 */
export function coalesce(defaults: ValueNode, user: ValueNode | undefined): ValueNode {
  if (defaults.kind !== 'map' || user?.kind !== 'map') {
    return user === undefined || (isNull(user) && user.path.length === 0) ? defaults : user;
  }
  const entries = new Map<string, Entry>();
  for (const [name, below] of defaults.entries) {
    const own = user.entries.get(name);
    if (!own) {
      entries.set(name, below);
    } else if (!isNull(own.value)) {
      const value =
        own.value.kind === 'map' && below.value.kind === 'map' ? coalesce(below.value, own.value) : own.value;
      entries.set(name, { key: own.key, value, below: own.below ? onTopOf(own.below, below) : below });
    }
  }
  for (const [name, own] of user.entries) {
    if (!defaults.entries.has(name)) {
      entries.set(name, own);
    }
  }
  return { ...user, entries } satisfies MapNode;
}

/** The entry and all that it stands on, with `lowest` at the bottom. */
const onTopOf = (entry: Entry, lowest: Entry): Entry => ({
  ...entry,
  below: entry.below ? onTopOf(entry.below, lowest) : lowest,
});

/** Finds nodes by pattern (`**.tolerations`). A pattern that ends in a name only looks at the nodes of that name. */
export interface Selector {
  select(pattern: string): readonly ValueNode[];
}

export function selectorOf(root: ValueNode | undefined, prefix: Path = []): Selector {
  const nodes: ValueNode[] = [];
  if (root) {
    collect(root, nodes);
  }
  const byName = new Map<string, ValueNode[]>();
  for (const node of nodes.slice(1)) {
    const name = String(node.path.at(-1));
    const namesakes = byName.get(name);
    if (namesakes) {
      namesakes.push(node);
    } else {
      byName.set(name, [node]);
    }
  }
  return {
    select(pattern) {
      const segments = compilePattern(pattern);
      const last = segments.at(-1) ?? '**';
      const candidates = last.startsWith('*') ? nodes : (byName.get(last) ?? []);
      return fitsAnywhere(segments)
        ? candidates
        : candidates.filter(node => matchesPattern(segments, node.path, 0, prefix.length));
    },
  };
}

function collect(node: ValueNode, into: ValueNode[]): void {
  into.push(node);
  if (node.kind === 'map') {
    for (const { value } of node.entries.values()) {
      collect(value, into);
    }
  } else if (node.kind === 'list') {
    for (const item of node.items) {
      collect(item, into);
    }
  }
}

/** `**.name` and `**`: the name says it all. */
const fitsAnywhere = (segments: PathPattern): boolean =>
  segments.length > 0 &&
  segments.every(
    (segment, index) => segment === '**' || (index > 0 && index === segments.length - 1 && segment !== '*'),
  );
