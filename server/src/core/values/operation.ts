import type { JsonValue } from '../product/table.ts';
import type { Path } from './path.ts';

/**
 * What a fix wants of a values file, independent of its text: the edits are worked out against the text at hand
 * (see edit.ts), so several fixes of one file combine without knowing of each other.
 */
export type Operation =
  /** Give the value at `path` this value; missing parents are made. A map is merged into an existing one when `merge`. */
  | { readonly op: 'set'; readonly path: Path; readonly value: JsonValue; readonly merge?: boolean }
  /** Add items at the end of the list at `path`; the list is made when missing. Items that are there already are not added. */
  | { readonly op: 'append'; readonly path: Path; readonly items: readonly JsonValue[] }
  /** Give the key at `path` another name, in its place. */
  | { readonly op: 'rename'; readonly path: Path; readonly name: string }
  /** Take the entry or list item away, with the comments that belong to it, and parents that this leaves empty. */
  | { readonly op: 'remove'; readonly path: Path }
  /** Take the entry with its comments to another place; parents that this leaves empty go. */
  | { readonly op: 'move'; readonly from: Path; readonly to: Path }
  /** Replace the text of a scalar, as given: for fixes of spelling and quoting. */
  | { readonly op: 'rewrite'; readonly path: Path; readonly text: string };
