import type { Span } from '../text/span.ts';
import type { LabelDraft, TaintDraft, Trail } from './collect.ts';
import { isPoolCollection, isStructural } from './names.ts';
import type { DeclaredTaint, Effect, NodeLabel, NodePool, TaintFile, TaintRemoval, TaintSource } from './taint.ts';
import { datumAt, fieldOf, textOf } from './tree/datum.ts';

/** A taint with its pool and source, in offsets of the text that was read; texts within texts are shifted into place. */
export interface FoundTaint {
  readonly key: string | null;
  readonly value: string | null;
  readonly effect: Effect | null;
  readonly at: Span;
  readonly entry: Span;
  readonly templated: boolean;
  readonly startup: boolean;
  readonly removal: boolean;
  readonly source: TaintSource;
  readonly pool: string | null;
  /** Taints and labels of one group belong to the same nodes. */
  readonly group: string;
}

export interface FoundLabel {
  readonly key: string | null;
  readonly value: string | null;
  readonly at: Span;
  readonly templated: boolean;
  readonly origin: 'label' | 'requirement';
  readonly source: TaintSource;
  readonly pool: string | null;
  readonly group: string;
}

export interface FoundPool {
  readonly name: string | null;
  readonly source: TaintSource;
  readonly at: Span;
  readonly span: Span;
  /** The most nodes that it may have; null when that is not written out. */
  readonly most: number | null;
}

export interface Findings {
  readonly taints: readonly FoundTaint[];
  readonly labels: readonly FoundLabel[];
  readonly pools: readonly FoundPool[];
}

export const nothingFound: Findings = { taints: [], labels: [], pools: [] };

export const together = (parts: readonly Findings[]): Findings => ({
  taints: parts.flatMap(part => part.taints),
  labels: parts.flatMap(part => part.labels),
  pools: parts.flatMap(part => part.pools),
});

const moved = (span: Span, by: number): Span => ({ start: span.start + by, end: span.end + by });

/** Findings of a text that starts at `by` of another one. */
export const shifted = (findings: Findings, by: number): Findings => ({
  taints: findings.taints.map(taint => ({ ...taint, at: moved(taint.at, by), entry: moved(taint.entry, by) })),
  labels: findings.labels.map(label => ({ ...label, at: moved(label.at, by) })),
  pools: findings.pools.map(pool => ({ ...pool, at: moved(pool.at, by), span: moved(pool.span, by) })),
});

/** What stands in the text of a pool is about that pool, unless it names another. */
export function inPool(
  findings: Findings,
  pool: { readonly name: string | null; readonly source: TaintSource },
): Findings {
  const adopt = <T extends FoundTaint | FoundLabel>(found: T): T => ({
    ...found,
    pool: found.pool ?? pool.name,
    group: found.pool === null && pool.name !== null ? pool.name : found.group,
    source: found.source === 'other' ? pool.source : found.source,
  });
  return { ...findings, taints: findings.taints.map(adopt), labels: findings.labels.map(adopt) };
}

export function placedTaint(draft: TaintDraft, pool: string | null, source: TaintSource): FoundTaint {
  const { trail, ...taint } = draft;
  return { ...taint, pool, source, group: pool ?? groupOf(trail) };
}

export function placedLabel(draft: LabelDraft, pool: string | null, source: TaintSource): FoundLabel {
  const { trail, ...label } = draft;
  return { ...label, pool, source, group: pool ?? groupOf(trail) };
}

/** Without a name, the map that holds both is what taints and labels have in common. */
const groupOf = (trail: Trail): string => `@${trail.at(-1)?.map.span.start ?? 0}`;

const NAME_FIELDS = [
  'name',
  'pool_name',
  'node_pool_name',
  'node_group_name',
  'poolName',
  'nodePoolName',
  'nodeGroupName',
  'nodegroupName',
  'NodegroupName',
  'namePrefix',
];

/** The name of the nearest thing around that has one: a `name`, a key in a map of pools, a Terraform block. */
export function poolNameOf(trail: Trail): string | null {
  for (let at = trail.length - 1; at >= 0; at--) {
    const step = trail[at];
    if (!step) {
      continue;
    }
    const named = NAME_FIELDS.map(name => textOf(fieldOf(step.map, name))).find(name => name !== undefined);
    const name =
      step.pool ??
      named ??
      textOf(datumAt(step.map, 'metadata.name')) ??
      keyInCollection(trail, at) ??
      blockName(trail, at);
    if (name !== undefined) {
      return name;
    }
  }
  return null;
}

function keyInCollection(trail: Trail, at: number): string | undefined {
  const [step, parent] = [trail[at], trail[at - 1]];
  return step && parent && step.name !== parent.name && isPoolCollection(parent.name) && !isStructural(step.name)
    ? step.name
    : undefined;
}

/** Blocks that are no thing in a cloud. */
const NAMELESS_BLOCKS: ReadonlySet<string> = new Set(['dynamic', 'variable', 'output', 'provider', 'provisioner']);

function blockName(trail: Trail, at: number): string | undefined {
  const step = trail[at];
  if (step?.blockLabels === undefined || step.blockLabels.length === 0 || NAMELESS_BLOCKS.has(step.name)) {
    return undefined;
  }
  return step.name === 'resource' || step.name === 'data'
    ? step.blockLabels.join('.')
    : `${step.name}.${step.blockLabels.join('.')}`;
}

/** The file's contribution: each place once, removals apart, every taint with the labels of its group. */
export function taintFileOf(uri: string, findings: Findings, skipped?: string): TaintFile {
  const taints = unique(findings.taints);
  const labels = unique(findings.labels);
  const declared = taints.filter(taint => !taint.removal);
  const labelsByGroup = literalLabels(labels);
  return {
    uri,
    taints: declared.map(taint => declaredTaint(uri, taint, labelsByGroup)),
    labels: labels.map(label => nodeLabel(uri, label)),
    pools: poolsOf(uri, findings, declared, labels),
    removals: taints.flatMap(taint => removalOf(uri, taint)),
    ...(skipped === undefined ? {} : { skipped }),
  };
}

function unique<T extends FoundTaint | FoundLabel>(found: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  const kept = found.filter(item => {
    const identity = `${item.at.start} ${item.key} ${item.value}`;
    return !seen.has(identity) && seen.add(identity);
  });
  return kept.sort((a, b) => a.at.start - b.at.start);
}

function literalLabels(labels: readonly FoundLabel[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const groups = new Map<string, Map<string, string>>();
  for (const label of labels) {
    if (label.key === null || label.templated || label.origin === 'requirement') {
      continue;
    }
    const group = groups.get(label.group) ?? new Map<string, string>();
    group.set(label.key, label.value ?? '');
    groups.set(label.group, group);
  }
  return groups;
}

const NO_LABELS: ReadonlyMap<string, string> = new Map();

const declaredTaint = (
  uri: string,
  taint: FoundTaint,
  labels: ReadonlyMap<string, ReadonlyMap<string, string>>,
): DeclaredTaint => ({
  key: taint.key,
  value: taint.value,
  effect: taint.effect,
  site: { uri, span: taint.at },
  entry: taint.entry,
  source: taint.source,
  pool: taint.pool,
  templated: taint.templated,
  startup: taint.startup,
  labels: labels.get(taint.group) ?? NO_LABELS,
});

const nodeLabel = (uri: string, label: FoundLabel): NodeLabel => ({
  key: label.key,
  value: label.value,
  site: { uri, span: label.at },
  source: label.source,
  pool: label.pool,
  templated: label.templated,
  origin: label.origin,
});

const removalOf = (uri: string, taint: FoundTaint): TaintRemoval[] =>
  taint.removal && taint.key !== null
    ? [{ key: taint.key, value: taint.value, effect: taint.effect, site: { uri, span: taint.at } }]
    : [];

function poolsOf(
  uri: string,
  findings: Findings,
  taints: readonly FoundTaint[],
  labels: readonly FoundLabel[],
): readonly NodePool[] {
  const pools = new Map<string, NodePool>();
  const add = (name: string | null, source: TaintSource, span: Span, most: number | null) => {
    if (name !== null && !pools.has(name)) {
      pools.set(name, { name, source, site: { uri, span }, ...(most === null ? {} : { most }) });
    }
  };
  for (const pool of findings.pools) {
    add(pool.name, pool.source, pool.at, pool.most);
  }
  for (const found of [...taints, ...labels]) {
    add(found.pool, found.source, found.at, null);
  }
  return [...pools.values()];
}
