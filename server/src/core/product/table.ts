/**
 * What is recorded of one chart over all its versions: a product's schema at any version is built from this
 * (see schema/build.ts). Written by schemas/tools from recorded facts and our notes; committed as
 * schemas/products/<id>.json in a compact form (see schema/stored-table.ts); loaded by the host when a file of that
 * product is met.
 */
export interface ProductTable {
  /** `spaces`, `kcp/kcp`, `kcp/shard` … */
  readonly id: string;
  /** `Upbound Spaces`, `kcp (Helm chart)` … */
  readonly title: string;
  /** Ascending; every `Range` below holds indexes into this list. */
  readonly versions: readonly string[];
  /** Where each version was read: same length as `versions`. */
  readonly provenance: readonly Provenance[];
  readonly keys: readonly KeyFact[];
  readonly moves: readonly KeyMove[];
  /** Set when the chart itself is deprecated: the sentence that says what to use instead. */
  readonly deprecated?: string;
}

export interface Provenance {
  readonly repository: string;
  readonly path: string;
  readonly commit: string;
  readonly date?: string;
  /** The table of this version holds for earlier ones too, from this one on, where none was published for them. */
  readonly holdsFrom?: string;
  /** Only part of the settings was published; the ones of the next version are taken as known too. */
  readonly partial?: boolean;
}

/** Inclusive indexes into `versions`: `[first, last]`. */
export type Range = readonly [number, number];

export interface KeyFact {
  /** Key names from the root; `[]` as a segment means "each item of the list above". */
  readonly path: readonly string[];
  /** The versions that know this key. Several ranges when it went away and came back. */
  readonly known: readonly Range[];
  /** The type, or the types where it changed: `[first version index, type]`, ascending. */
  readonly type: KeyType | readonly (readonly [number, KeyType])[];
  /** The default by version, `[first version index, value]`, ascending. Absent: no default known. */
  readonly defaults?: readonly (readonly [number, JsonValue])[];
  /** Set where the defaults were read elsewhere than in the product's own reference, and may differ: says where. */
  readonly defaultsFrom?: string;
  /** Patch releases of older minors that brought the key too: `1.14.3` stands for 1.14.3 and every later 1.14.x. */
  readonly backports?: readonly string[];
  /** A map whose keys are the user's to choose (labels, annotations, free-form configuration). */
  readonly open?: boolean;
  /** Allowed values, when the set is closed. */
  readonly values?: readonly JsonValue[];
  /** The form of a scalar, checked and described: see schema/forms.ts. */
  readonly form?: Form;
  /** Inclusive bounds of a number. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** A value must be given: a template requires it. */
  readonly required?: boolean;
  /** Deprecated from this version on, with the sentence that says what to use instead. */
  readonly deprecated?: { readonly since: number; readonly text: string };
  /** In values.yaml, but no template reads it. */
  readonly unused?: boolean;
  /** Our text for the newest version that knows the key. */
  readonly note?: KeyNote;
  /** Our texts for versions in which the key meant something else: `until` is the last version index, ascending. */
  readonly earlierNotes?: readonly { readonly until: number; readonly note: KeyNote }[];
}

/**
 * One or more members joined by `|`:
 * `string boolean integer number null any object`, `T[]`, `map<T>` (the user's own keys),
 * or a Kubernetes type by name (`k8s:Affinity`, `k8s:Toleration[]`, `k8s:ResourceRequirements` …).
 * `object` is closed when keys are listed below it, unless `open`. Null is accepted everywhere: in Helm it removes a default.
 */
export type KeyType = string;

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type Form =
  | 'quantity'
  | 'go-duration'
  | 'prometheus-duration'
  | 'percentage'
  | 'int-or-percentage'
  | 'port'
  | 'dns-name'
  | 'url'
  | 'host-port'
  | 'image'
  | 'image-tag'
  | 'cron'
  | 'label-key'
  | 'label-value'
  | 'cidr'
  | 'ip';

/** Our own words on a key. */
export interface KeyNote {
  /** Markdown. What it does, unit or format, what it depends on. The first sentence stands alone as a summary. */
  readonly text: string;
  readonly production?: ProductionAdvice;
}

export interface ProductionAdvice {
  /** What to set, when one value can be named. */
  readonly value?: JsonValue;
  /** What to set and why, in a sentence or two. */
  readonly text: string;
  /** Where the advice comes from. */
  readonly source: string;
}

/** A key that was renamed, moved or removed, or a path that people copy from documents although it never worked. */
export interface KeyMove {
  readonly from: readonly string[];
  /** Absent: removed without a successor. */
  readonly to?: readonly string[];
  /** First version (index) in which `from` no longer counts; 0 for a path that never worked. */
  readonly since: number;
  /** Why, in our words: "Apollo became a subchart in 1.15." */
  readonly text: string;
  readonly source: string;
}
