import type { Site } from '../text/span.ts';
import type { Path } from '../values/path.ts';
import type { Fix, Severity } from './rule.ts';

/** One thing to tell the user, at one place. */
export interface Finding {
  /** A rule id, or a code such as `schema/unknown-key`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The path of the value it is about, relative to the values it stands in. */
  readonly path: Path;
  readonly site: Site;
  readonly related: readonly { readonly site: Site; readonly message: string }[];
  /** How an editor may draw it. */
  readonly tags: readonly ('unnecessary' | 'deprecated')[];
  /** Worked out when asked for; the first one is the preferred one. */
  readonly fixes: () => readonly Fix[];
  /** Codes whose finding at the same place this one replaces. */
  readonly replaces: readonly string[];
}
