import type { JsonValue, KeyFact, KeyMove, KeyNote, ProductTable, Provenance, Range } from '../product/table.ts';

/**
 * A product table as schemas/products/<id>.json holds it: keys as a tree, and nothing said twice. `readTable` gives the
 * table back; schemas/tools/store.ts writes it.
 */
export interface StoredTable extends Omit<ProductTable, 'provenance' | 'keys' | 'moves'> {
  /** As in the table; a repository or path that is that of the row before is left out. */
  readonly provenance: readonly StoredProvenance[];
  /** The addresses that notes and moves count in. */
  readonly sources: readonly string[];
  readonly keys: StoredKeys;
  readonly moves: readonly StoredMove[];
}

export type StoredProvenance = Omit<Provenance, 'repository' | 'path'> & Partial<Provenance>;
export type StoredMove = Omit<KeyMove, 'source'> & { readonly source: number };
export type StoredKeys = Readonly<Record<string, StoredKey>>;

export interface StoredKey extends Omit<KeyFact, 'path' | 'known' | 'type' | 'note' | 'earlierNotes'> {
  /** Absent: at every version. A number: from this one on. */
  readonly known?: number | readonly Range[];
  /** Absent: `object` above other keys, else `string`. */
  readonly type?: KeyFact['type'];
  /** The only default that the key ever had, from the first version on that knows it. */
  readonly default?: JsonValue;
  readonly note?: StoredNote;
  readonly earlierNotes?: readonly { readonly until: number; readonly note: StoredNote }[];
  readonly keys?: StoredKeys;
}

export interface StoredNote {
  readonly text: string;
  readonly production?: { readonly value?: JsonValue; readonly text: string; readonly source: number };
}

export function readTable(stored: StoredTable): ProductTable {
  const { sources, provenance, keys, moves, ...rest } = stored;
  return {
    ...rest,
    provenance: readProvenance(provenance),
    keys: readKeys(stored, keys, []),
    moves: moves.map(move => ({ ...move, source: sources[move.source] ?? '' })),
  };
}

function readProvenance(rows: readonly StoredProvenance[]): Provenance[] {
  let [repository, path] = ['', ''];
  return rows.map(row => {
    repository = row.repository ?? repository;
    path = row.path ?? path;
    return { ...row, repository, path };
  });
}

function readKeys(table: StoredTable, keys: StoredKeys, parent: readonly string[]): KeyFact[] {
  return Object.entries(keys).flatMap(([name, key]) => {
    const path = [...parent, name];
    return [readKey(table, key, path), ...(key.keys ? readKeys(table, key.keys, path) : [])];
  });
}

function readKey(table: StoredTable, stored: StoredKey, path: readonly string[]): KeyFact {
  const { known, type, default: only, defaults, note, earlierNotes, keys, ...rest } = stored;
  const ranges = readKnown(known, table.versions.length - 1);
  return {
    ...rest,
    path,
    known: ranges,
    type: type ?? (keys ? 'object' : 'string'),
    ...(only !== undefined ? { defaults: [[ranges[0]?.[0] ?? 0, only]] } : defaults ? { defaults } : {}),
    ...(note && { note: readNote(table, note) }),
    ...(earlierNotes && {
      earlierNotes: earlierNotes.map(({ until, note }) => ({ until, note: readNote(table, note) })),
    }),
  };
}

const readKnown = (known: StoredKey['known'], last: number): readonly Range[] =>
  typeof known === 'object' ? known : [[known ?? 0, last]];

function readNote({ sources }: StoredTable, { text, production }: StoredNote): KeyNote {
  return { text, ...(production && { production: { ...production, source: sources[production.source] ?? '' } }) };
}
