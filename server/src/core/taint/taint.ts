import type { Site, Span } from '../text/span.ts';

export type Effect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';

/** Which kind of text a taint or a label was read from. */
export type TaintSource =
  | 'node'
  | 'kubectl'
  | 'eksctl'
  | 'karpenter'
  | 'capi'
  | 'kops'
  | 'gardener'
  | 'kubeadm'
  | 'k3s'
  | 'rke2'
  | 'talos'
  | 'terraform'
  | 'terraform-eks'
  | 'terraform-gke'
  | 'terraform-aks'
  | 'terraform-oci'
  | 'crossplane'
  | 'config-connector'
  | 'helm-values'
  | 'production-values'
  | 'other';

/** A taint that some text says nodes shall carry. `null` is what that text leaves open. */
export interface DeclaredTaint {
  /** Templated: as written. A list that is one expression has no key, value and effect. */
  readonly key: string | null;
  readonly value: string | null;
  readonly effect: Effect | null;
  /** The key, or the whole entry when it is one string or one expression. */
  readonly site: Site;
  /** The whole entry, for edits and for "is the cursor on it". */
  readonly entry: Span;
  readonly source: TaintSource;
  readonly pool: string | null;
  /** Some part is filled in by a tool before a cluster sees it: never matched blindly. */
  readonly templated: boolean;
  /** Removed by a controller once the node is ready (Karpenter's startupTaints): demands nothing. */
  readonly startup: boolean;
  /** The labels that the same pool sets with a literal value. */
  readonly labels: ReadonlyMap<string, string>;
}

export interface NodeLabel {
  /** Null when the whole map of labels is an expression. */
  readonly key: string | null;
  /** Null: empty, or any value (a Karpenter requirement `Exists`). */
  readonly value: string | null;
  readonly site: Site;
  readonly source: TaintSource;
  readonly pool: string | null;
  readonly templated: boolean;
  /** Set by the pool, or one of the values that a Karpenter requirement allows. */
  readonly origin: 'label' | 'requirement';
}

/** `kubectl taint … key-`: not a declaration. */
export interface TaintRemoval {
  readonly key: string;
  readonly value: string | null;
  readonly effect: Effect | null;
  readonly site: Site;
}

export interface NodePool {
  readonly name: string | null;
  readonly source: TaintSource;
  readonly site: Site;
  /** The most nodes that it may have; absent where that is not written out. */
  readonly most?: number;
}

/** What one text contributes. `skipped` says why it was not (fully) read. */
export interface TaintFile {
  readonly uri: string;
  readonly taints: readonly DeclaredTaint[];
  readonly labels: readonly NodeLabel[];
  readonly pools: readonly NodePool[];
  readonly removals: readonly TaintRemoval[];
  readonly skipped?: string;
}

/** Hosts skip larger files, with a note. Bytes. */
export const MAX_TAINT_FILE_BYTES = 2 * 1024 * 1024;

/** Names of folders that hosts do not search. */
export const UNREAD_FOLDERS: readonly string[] = [
  '.git',
  '.hg',
  '.svn',
  '.terraform',
  '.terragrunt-cache',
  'node_modules',
];

export const emptyTaintFile = (uri: string, skipped?: string): TaintFile => ({
  uri,
  taints: [],
  labels: [],
  pools: [],
  removals: [],
  ...(skipped === undefined ? {} : { skipped }),
});

/** `key=value:Effect`, as kubectl writes it; `key:Effect` without a value. */
export function formatTaint(taint: Pick<DeclaredTaint, 'key' | 'value' | 'effect'>): string {
  const value = taint.value === null ? '' : `=${taint.value}`;
  return `${taint.key ?? '…'}${value}:${taint.effect ?? '…'}`;
}
