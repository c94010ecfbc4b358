import type { ProductTable } from '../product/table.ts';
import type { ValueNode } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';
import { type KeyIndex, keysAt, type MoveIndex, movesAt } from './build.ts';
import { defaultsOf } from './defaults.ts';
import type { SettingsSource } from './settings.ts';

/** What a product's table says of one version; each part is worked out when it is first asked for, and kept. */
export interface FactsAt {
  readonly keys: () => KeyIndex | undefined;
  readonly moves: () => MoveIndex | undefined;
  /** The recorded defaults, as they stand below `prefix`. */
  readonly defaults: (prefix: Path) => ValueNode | undefined;
}

export function factsAt(table: ProductTable, version: string | undefined): FactsAt {
  const kept = new Map<string, unknown>();
  const once = <Result>(name: string, make: () => Result): Result => {
    if (!kept.has(name)) {
      kept.set(name, make());
    }
    return kept.get(name) as Result;
  };
  return {
    keys: () => once('keys', () => keysAt(table, version)),
    moves: () => once('moves', () => movesAt(table, version)),
    defaults: prefix => once(`defaults:${formatPath(prefix)}`, () => defaultsOf(table, version, prefix)),
  };
}

export const factsOf = ({ facts, table, version }: SettingsSource): FactsAt | undefined =>
  facts ?? (table && factsAt(table, version));
