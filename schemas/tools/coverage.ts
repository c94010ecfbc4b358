import type { KeyFact, ProductTable } from '../../server/src/core/product/table.ts';
import { dotted } from './dotted.ts';

export interface Coverage {
  readonly leaves: number;
  readonly maps: number;
  /** Dotted paths of settings without a note. */
  readonly missing: readonly string[];
}

/** What of the newest version has a note. Items of lists and fields of Kubernetes types count where the table lists them. */
export function coverageOf(table: ProductTable): Coverage {
  const newest = table.versions.length - 1;
  const keys = table.keys.filter(key => key.known.some(([, last]) => last === newest));
  const parents = new Set(keys.map(key => dotted(key.path.slice(0, -1))));
  const isMap = (key: KeyFact): boolean => parents.has(dotted(key.path));
  return {
    leaves: keys.filter(key => !isMap(key)).length,
    maps: keys.filter(isMap).length,
    missing: keys.filter(key => !key.note).map(key => dotted(key.path)),
  };
}

export function coverageReport(tables: readonly ProductTable[]): string {
  return tables
    .map(table => {
      const { leaves, maps, missing } = coverageOf(table);
      const all = leaves + maps;
      const share = all === 0 ? 100 : ((all - missing.length) / all) * 100;
      const head = `${table.id}@${table.versions.at(-1)}: ${leaves} leaves, ${maps} maps, ${share.toFixed(1)} % with a text`;
      return [head, ...missing.map(path => `  ${path}`)].join('\n');
    })
    .join('\n');
}
