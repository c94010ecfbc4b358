import type { KeyFact, ProductTable } from '../../server/src/core/product/table.ts';

/** A product table as the importers write it: no moves, no notes. */
export type Facts = Omit<ProductTable, 'moves'>;

/** One key a line, so that a difference shows which key changed. */
export function writeFacts(facts: Facts): string {
  const { keys, ...head } = facts;
  const text = JSON.stringify(head, undefined, 1).replace(/\n\}$/, '');
  return `${text},\n "keys": [\n${keys.map((key: KeyFact) => `  ${JSON.stringify(key)}`).join(',\n')}\n ]\n}\n`;
}
