import type { KeyFact, KeyMove, KeyNote, ProductTable, Provenance } from '../../server/src/core/product/table.ts';
import type { ResourceTable } from '../../server/src/core/schema/resource-schema.ts';
import type { StoredKey, StoredNote } from '../../server/src/core/schema/stored-table.ts';

/** schemas/products/<id>.json: what `readTable` (server/src/core/schema/stored-table.ts) reads, one key a line. */
export function writeTable(table: ProductTable): string {
  const sources = sourcesOf(table);
  const { provenance, keys, moves, ...head } = table;
  const written = [
    ...Object.entries(head).map(([name, value]) => `"${name}":${JSON.stringify(value)}`),
    `"provenance":${list(compactProvenance(provenance))}`,
    `"sources":${list(sources)}`,
    `"keys":{\n${lines(treeOf(keys), table, sources).join('\n')}\n}`,
    `"moves":${list(moves.map((move: KeyMove) => ({ ...move, source: sources.indexOf(move.source) })))}`,
  ];
  return `{\n${written.join(',\n')}\n}\n`;
}

/** The same for the custom resources: one note, type or kind a line. */
export function writeResources({ provenance, sources, notes, definitions, resources }: ResourceTable): string {
  const record = (values: Readonly<Record<string, unknown>>): string =>
    `{\n${Object.entries(values)
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',\n')}\n}`;
  return `{\n"provenance":${record(provenance)},\n"sources":${list(sources)},\n"notes":${list(notes)},\n"definitions":${record(definitions)},\n"resources":${record(resources)}\n}\n`;
}

const list = (items: readonly unknown[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map(item => JSON.stringify(item)).join(',\n')}\n]`;

function sourcesOf({ keys, moves }: ProductTable): string[] {
  const notes = keys.flatMap(({ note, earlierNotes = [] }) => [note, ...earlierNotes.map(earlier => earlier.note)]);
  const named = [...notes.map(note => note?.production?.source), ...moves.map(({ source }) => source)];
  return [...new Set(named.filter(source => source !== undefined))].sort();
}

function compactProvenance(rows: readonly Provenance[]): unknown[] {
  return rows.map((row, at) => {
    const before = rows[at - 1];
    const { repository, path, ...rest } = row;
    return {
      ...(repository !== before?.repository && { repository }),
      ...(path !== before?.path && { path }),
      ...rest,
    };
  });
}

interface Tree {
  readonly fact: KeyFact | undefined;
  readonly children: Map<string, Tree>;
}

/** Every key stands after the map around it: a table lists maps too, sorted by path. */
function treeOf(keys: readonly KeyFact[]): Tree {
  const root: Tree = { fact: undefined, children: new Map() };
  for (const fact of keys) {
    let at: Tree | undefined = root;
    for (const name of fact.path.slice(0, -1)) at = at?.children.get(name);
    const name = fact.path.at(-1);
    if (!at || name === undefined || /^\d+$/.test(name)) throw new Error(`${fact.path.join('.')} cannot be stored`);
    at.children.set(name, { fact, children: new Map() });
  }
  return root;
}

/** One line opens each key; a map is closed on the line of its last key. */
function lines({ children }: Tree, table: ProductTable, sources: readonly string[]): string[] {
  return [...children].flatMap(([name, tree], at) => {
    const fact = tree.fact ? compactFact(tree.fact, tree.children.size > 0, table, sources) : {};
    const comma = at < children.size - 1 ? ',' : '';
    const inner = lines(tree, table, sources);
    const text = `${JSON.stringify(name)}:${JSON.stringify(fact)}`;
    if (inner.length === 0) return [`${text}${comma}`];
    const open = `${text.slice(0, -1)}${text.endsWith('{}') ? '' : ','}"keys":{`;
    return [open, ...inner.slice(0, -1), `${inner.at(-1)}}}${comma}`];
  });
}

function compactFact(fact: KeyFact, isMap: boolean, table: ProductTable, sources: readonly string[]): StoredKey {
  const { path: _, known, type, defaults, note, earlierNotes, ...rest } = fact;
  const [first, second] = known;
  const open = first !== undefined && !second && first[1] === table.versions.length - 1;
  const [initial, later] = defaults ?? [];
  const only = initial && !later && initial[0] === first?.[0] ? initial[1] : undefined;
  return {
    ...(open ? first[0] > 0 && { known: first[0] } : { known }),
    ...(type !== (isMap ? 'object' : 'string') && { type }),
    ...(only !== undefined ? { default: only } : defaults && { defaults }),
    ...rest,
    ...(note && { note: compactNote(note, sources) }),
    ...(earlierNotes && {
      earlierNotes: earlierNotes.map(({ until, note }) => ({ until, note: compactNote(note, sources) })),
    }),
  };
}

const compactNote = ({ text, production }: KeyNote, sources: readonly string[]): StoredNote => ({
  text,
  ...(production && { production: { ...production, source: sources.indexOf(production.source) } }),
});
