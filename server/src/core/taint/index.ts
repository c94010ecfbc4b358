import { type Toleration, tolerates } from '../kit/toleration.ts';
import type { DeclaredTaint, NodeLabel, NodePool, TaintFile } from './taint.ts';

/** Everything that the sources of a workspace say about taints and node labels. Immutable; a changed file makes a new one. */
export interface TaintIndex {
  readonly files: ReadonlyMap<string, TaintFile>;
  readonly taints: readonly DeclaredTaint[];
  readonly labels: readonly NodeLabel[];
  readonly pools: readonly NodePool[];
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
  /** Some taint is declared, all that is declared is known, and no source went unread: absence then means something. */
  readonly complete: boolean;
}

export const emptyTaintIndex: TaintIndex = {
  files: new Map(),
  taints: [],
  labels: [],
  pools: [],
  skipped: [],
  complete: false,
};

export function indexOf(files: Iterable<TaintFile>): TaintIndex {
  return indexed(new Map([...files].filter(says).map(file => [file.uri, file])));
}

/** The index with one file's contribution replaced, or taken out when `file` is undefined. */
export function withTaintFile(index: TaintIndex, uri: string, file: TaintFile | undefined): TaintIndex {
  const before = index.files.get(uri);
  if (before === undefined && (file === undefined || !says(file))) {
    return index;
  }
  const files = new Map(index.files);
  if (file !== undefined && says(file)) {
    files.set(uri, file);
  } else {
    files.delete(uri);
  }
  return indexed(files);
}

const says = (file: TaintFile): boolean =>
  file.taints.length + file.labels.length + file.pools.length + file.removals.length > 0 || file.skipped !== undefined;

function indexed(files: ReadonlyMap<string, TaintFile>): TaintIndex {
  const all = [...files.values()];
  const taints = all.flatMap(file => file.taints);
  const skipped = all.flatMap(file => (file.skipped === undefined ? [] : [{ uri: file.uri, reason: file.skipped }]));
  return {
    files,
    taints,
    labels: all.flatMap(file => file.labels),
    pools: all.flatMap(file => file.pools),
    skipped,
    complete: taints.length > 0 && skipped.length === 0 && taints.every(isKnown),
  };
}

/** Key, value and effect are what a cluster will see. */
export const isKnown = (taint: DeclaredTaint): boolean =>
  !taint.templated && taint.key !== null && taint.effect !== null;

/** Keeps pods off until they tolerate it. Startup taints go by themselves; what is templated is unknown; a preference excludes nobody. */
export const isDemanding = (taint: DeclaredTaint): boolean =>
  isKnown(taint) && !taint.startup && taint.effect !== 'PreferNoSchedule';

/** Whether the toleration covers the declared taint; undefined when the taint is not known. */
export const toleratesDeclared = (toleration: Toleration, taint: DeclaredTaint): boolean | undefined =>
  taint.key === null || taint.effect === null || taint.templated
    ? undefined
    : tolerates(toleration, { key: taint.key, value: taint.value, effect: taint.effect });

/** The taints that a toleration matches, startup taints included. */
export const taintsMatching = (index: TaintIndex, toleration: Toleration): readonly DeclaredTaint[] =>
  index.taints.filter(taint => toleratesDeclared(toleration, taint) === true);

/** A taint that is written out only in part (`key` known, the rest not) which the toleration may be meant for. */
export const mayMatchUnknown = (index: TaintIndex, toleration: Toleration): boolean =>
  index.taints.some(
    taint =>
      !isKnown(taint) && (taint.key === null || taint.templated || !toleration.key || taint.key === toleration.key),
  );

/** The demanding taints among these that no toleration covers, each key, value and effect once. */
export function untolerated(
  taints: readonly DeclaredTaint[],
  tolerations: readonly Toleration[],
): readonly DeclaredTaint[] {
  const seen = new Set<string>();
  return taints.filter(taint => {
    const identity = identityOf(taint);
    return (
      isDemanding(taint) &&
      !tolerations.some(toleration => toleratesDeclared(toleration, taint)) &&
      !seen.has(identity) &&
      seen.add(identity) !== undefined
    );
  });
}

/** Same key, value and effect: the same taint, wherever it is declared. */
export const identityOf = (taint: Pick<DeclaredTaint, 'key' | 'value' | 'effect'>): string =>
  JSON.stringify([taint.key, taint.value ?? '', taint.effect]);

/** The pools that carry the taint. */
export const poolsOf = (index: TaintIndex, taint: DeclaredTaint): readonly string[] => {
  const identity = identityOf(taint);
  return [...new Set(index.taints.filter(other => identityOf(other) === identity).flatMap(other => other.pool ?? []))];
};

/** A group of nodes as one file declares it: what they are called, labelled and tainted with. */
export interface PoolView {
  readonly name: string;
  readonly uri: string;
  readonly taints: readonly DeclaredTaint[];
  /** The values that a label may have on these nodes; `null` among them stands for any value. */
  readonly labels: ReadonlyMap<string, ReadonlySet<string | null>>;
  /** All that this file says of the pool is written out. */
  readonly known: boolean;
  /** The most nodes that it may have; undefined where that is not written out. */
  readonly most: number | undefined;
}

/** The named pools of all files. */
export function poolViews(index: TaintIndex): readonly PoolView[] {
  return [...index.files.values()].flatMap(file => poolViewsOf(file));
}

function poolViewsOf(file: TaintFile): readonly PoolView[] {
  const names = new Set(
    [...file.pools, ...file.taints, ...file.labels].flatMap(item => ('name' in item ? item.name : item.pool) ?? []),
  );
  return [...names].map(name => {
    const taints = file.taints.filter(taint => taint.pool === name);
    const labels = file.labels.filter(label => label.pool === name);
    const values = new Map<string, Set<string | null>>();
    for (const label of labels) {
      if (label.key !== null) {
        const known = values.get(label.key) ?? new Set();
        values.set(label.key, known.add(label.templated ? null : label.value));
      }
    }
    const known = taints.every(isKnown) && labels.every(label => label.key !== null && !label.templated);
    const most = file.pools.find(pool => pool.name === name)?.most;
    return { name, uri: file.uri, taints, labels: values, known, most };
  });
}

/** The pools whose nodes carry all of these labels; a label whose value the pool leaves open counts as carried. */
export const poolsWithLabels = (index: TaintIndex, wanted: ReadonlyMap<string, string>): readonly PoolView[] =>
  wanted.size === 0
    ? []
    : poolViews(index).filter(pool =>
        [...wanted].every(([key, value]) => {
          const values = pool.labels.get(key);
          return values !== undefined && (values.has(value) || values.has(null));
        }),
      );
