import type { Requirement } from '../kit/label-selector.ts';
import { isDemanding, isKnown, type PoolView, poolViews, type TaintIndex } from './index.ts';
import type { DeclaredTaint } from './taint.ts';

/** The pools that some demand on nodes picks. */
export interface PoolMatch {
  /** What their files say of their labels meets the demand. */
  readonly sure: readonly PoolView[];
  /** Their files leave open whether they do. */
  readonly possible: readonly PoolView[];
}

/** One alternative after the other; each is a list of requirements that all must be met. */
export type Alternatives = readonly (readonly Requirement[])[];

/**
 * The pools whose nodes meet one of the alternatives. An alternative that asks only for labels that every node has
 * (operating system, zone) picks no pool in particular and matches none.
 */
export function matchPools(index: TaintIndex, alternatives: Alternatives): PoolMatch {
  const graded = [...poolViews(index), ...unnamedPools(index)].map(pool => ({
    pool,
    grade: gradeOf(pool, alternatives),
  }));
  return {
    sure: graded.flatMap(({ pool, grade }) => (grade === 'yes' ? [pool] : [])),
    possible: graded.flatMap(({ pool, grade }) => (grade === 'maybe' ? [pool] : [])),
  };
}

/** Nodes whose pool has no name: all that is known of them stands with their taint. */
const unnamedPools = (index: TaintIndex): readonly PoolView[] =>
  index.taints.filter(({ pool }) => pool === null).map(viewOfTaint);

const viewOfTaint = (taint: DeclaredTaint): PoolView => ({
  name: taint.pool ?? '',
  uri: taint.site.uri,
  taints: [taint],
  labels: new Map([...taint.labels].map(([key, value]) => [key, new Set([value])])),
  known: isKnown(taint),
  most: undefined,
});

/**
 * By convention the nodes of a pool carry the key and value of their taint as a label, too. Where nothing declares that
 * label, the nodes with such a taint are taken to be meant.
 */
export function poolsByTaint(index: TaintIndex, alternatives: Alternatives): readonly PoolView[] {
  const wanted = alternatives.flat().filter(({ key, operator }) => operator === 'In' && !declaresLabel(index, key));
  return index.taints
    .filter(
      taint =>
        isDemanding(taint) &&
        wanted.some(({ key, values }) => taint.key === key && taint.value !== null && values.includes(taint.value)),
    )
    .map(viewOfTaint);
}

/** Whether any file sets this label on some nodes, with whatever value; also when a file's labels are not known. */
export const declaresLabel = (index: TaintIndex, key: string): boolean =>
  index.labels.some(label => label.key === key || label.key === null);

type Grade = 'yes' | 'maybe' | 'no';

function gradeOf(pool: PoolView, alternatives: Alternatives): Grade {
  const grades = alternatives.map(requirements => gradeOfAll(pool, requirements));
  return grades.includes('yes') ? 'yes' : grades.includes('maybe') ? 'maybe' : 'no';
}

function gradeOfAll(pool: PoolView, requirements: readonly Requirement[]): Grade {
  const grades = requirements.map(requirement => ({ requirement, grade: gradeOfOne(pool, requirement) }));
  if (grades.some(({ grade }) => grade === 'no')) {
    return 'no';
  }
  const picking = grades.filter(
    ({ requirement: { key, operator } }) => (operator === 'In' || operator === 'Exists') && !isNodeFact(key),
  );
  return picking.length === 0 ? 'no' : picking.every(({ grade }) => grade === 'yes') ? 'yes' : 'maybe';
}

function gradeOfOne(pool: PoolView, { key, operator, values }: Requirement): Grade {
  const labels = labelsOf(pool, key);
  if (labels === undefined) {
    const absent = operator === 'NotIn' || operator === 'DoesNotExist';
    return absent ? 'yes' : isNodeFact(key) ? 'maybe' : 'no';
  }
  const open = labels.has(null);
  switch (operator) {
    case 'In':
      return values.some(value => labels.has(value)) ? 'yes' : open ? 'maybe' : 'no';
    case 'NotIn':
      return open || [...labels].some(value => value !== null && !values.includes(value)) ? 'yes' : 'no';
    case 'Exists':
      return 'yes';
    case 'DoesNotExist':
      return 'no';
    default:
      return 'maybe';
  }
}

/** What a node is, rather than which pool it is of: set by the kubelet or the cloud, and seldom written in a pool's file. */
export const isNodeFact = (key: string): boolean =>
  /^(?:beta\.)?kubernetes\.io\/|^(?:topology|failure-domain\.beta)\.kubernetes\.io\/|^node\.kubernetes\.io\/|^topology\.[\w.-]+\/|^karpenter\.(?:sh|k8s\.aws|azure\.com)\/(?!nodepool$|provisioner-name$)|^eks\.amazonaws\.com\/(?!nodegroup$)/.test(
    key,
  );

/** The labels under which clouds and tools tell the nodes of a pool by its name. */
const nameLabels: ReadonlySet<string> = new Set([
  'agentpool',
  'alpha.eksctl.io/nodegroup-name',
  'cloud.google.com/gke-nodepool',
  'eks.amazonaws.com/nodegroup',
  'karpenter.sh/nodepool',
  'karpenter.sh/provisioner-name',
  'kops.k8s.io/instancegroup',
  'kubernetes.azure.com/agentpool',
  'kubernetes.io/hostname',
  'worker.gardener.cloud/pool',
]);

/** The name of the pool that a node says it is of, by one of the labels of clouds and tools. */
export function poolNameByLabel(labels: PoolView['labels']): string | undefined {
  for (const name of nameLabels) {
    const [value] = labels.get(name) ?? [];
    if (value && name !== 'kubernetes.io/hostname') {
      return value;
    }
  }
  return undefined;
}

/** The values that a label may have on the nodes of a pool; undefined when nothing says that they carry it. */
function labelsOf(pool: PoolView, key: string): ReadonlySet<string | null> | undefined {
  const declared = pool.labels.get(key) ?? selectedBy(pool.name, key);
  return declared ?? (nameLabels.has(key) ? new Set([pool.name]) : undefined);
}

/** `kubectl taint nodes -l pool=db …` names its nodes by a label that they carry. */
function selectedBy(name: string, key: string): ReadonlySet<string> | undefined {
  const pairs = name.startsWith('-l ') ? name.slice(3).split(',') : [];
  const values = pairs.flatMap(pair => {
    const [label = '', value = ''] = pair.split(/==?/);
    return label.trim() === key ? [value.trim()] : [];
  });
  return values.length === 0 ? undefined : new Set(values);
}
