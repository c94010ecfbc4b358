import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { satisfies } from 'semver';
import { parse } from 'yaml';
import type { KeyFact, KeyMove, KeyNote, ProductTable } from '../../server/src/core/product/table.ts';
import type { Mistake } from './check.ts';
import { dotted, parseDotted } from './dotted.ts';
import type { Facts } from './facts.ts';
import { type NoteSection, parseNotes } from './notes.ts';

/** All that is recorded and written of one product. */
export interface Product {
  readonly facts: Facts;
  readonly moves: readonly RecordedMove[];
  readonly movesFile: string;
  /** The product's own sections, then those that several charts share. */
  readonly notes: readonly NoteSection[];
  readonly shared: readonly NoteSection[];
}

interface RecordedMove {
  readonly from: string;
  readonly to?: string;
  readonly since: string;
  readonly text: string;
  readonly source: string;
}

const MOVE_FIELDS = ['from', 'to', 'since', 'text', 'source'];

export function loadProducts(schemas: URL, mistakes: Mistake[]): Product[] {
  const names = ['spaces', ...chartsOf(schemas)].filter(name => existsSync(new URL(`facts/${name}.json`, schemas)));
  const shared = readNotes(schemas, 'notes/kcp/common.md', mistakes);
  const products = names.map(name => loadProduct(schemas, name, name.startsWith('kcp/') ? shared : [], mistakes));
  const sharing = products.filter(product => product.shared.length > 0);
  refuseOrphans(shared, sharing, mistakes);
  refuseUnused(shared, sharing, mistakes);
  return products;
}

function chartsOf(schemas: URL): string[] {
  const folder = new URL('facts/kcp/', schemas);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .map(file => `kcp/${file.slice(0, -'.json'.length)}`)
    .sort();
}

function loadProduct(schemas: URL, name: string, shared: readonly NoteSection[], mistakes: Mistake[]): Product {
  const facts = JSON.parse(readFileSync(new URL(`facts/${name}.json`, schemas), 'utf8')) as Facts;
  const movesFile = `facts/${name}-moves.yaml`;
  const moves = readMoves(schemas, movesFile, mistakes);
  const notes = readNotes(schemas, `notes/${name}.md`, mistakes);
  const product = { facts, moves, movesFile, notes, shared };
  refuseOrphans(notes, [product], mistakes);
  return product;
}

function readNotes(schemas: URL, file: string, mistakes: Mistake[]): NoteSection[] {
  const url = new URL(file, schemas);
  if (!existsSync(url)) return [];
  const { sections, errors } = parseNotes(readFileSync(url, 'utf8'), file);
  mistakes.push(...errors.map(error => ({ where: `${error.file}:${error.line}`, message: error.message })));
  return sections;
}

function readMoves(schemas: URL, file: string, mistakes: Mistake[]): RecordedMove[] {
  const url = new URL(file, schemas);
  if (!existsSync(url)) return [];
  const moves = (parse(readFileSync(url, 'utf8')) ?? []) as RecordedMove[];
  for (const move of moves) {
    const strange = Object.keys(move).filter(field => !MOVE_FIELDS.includes(field));
    const missing = MOVE_FIELDS.filter(
      field => field !== 'to' && typeof (move as unknown as Record<string, unknown>)[field] !== 'string',
    );
    for (const field of [...strange, ...missing])
      mistakes.push({ where: `${file}: ${move.from}`, message: `field ${field} is unknown or missing` });
  }
  return moves;
}

/** A section whose setting no version of the products has. */
function refuseOrphans(sections: readonly NoteSection[], products: readonly Product[], mistakes: Mistake[]): void {
  const keys = products.flatMap(product => product.facts.keys);
  for (const section of sections) {
    if (!keys.some(key => applies(section, key.path)))
      mistakes.push({ where: `${section.file}:${section.line}`, message: `no version has ${section.heading}` });
  }
}

/** A shared section that every chart with the setting has a text of its own for. */
function refuseUnused(shared: readonly NoteSection[], products: readonly Product[], mistakes: Mistake[]): void {
  const used = new Set(
    products.flatMap(product =>
      product.facts.keys.flatMap(({ path }) =>
        product.notes.some(section => applies(section, path)) ? [] : nearestShared(shared, path),
      ),
    ),
  );
  for (const section of shared.filter(one => !used.has(one))) {
    mistakes.push({
      where: `${section.file}:${section.line}`,
      message: `no chart takes the text of ${section.heading}`,
    });
  }
}

function applies(section: NoteSection, path: readonly string[]): boolean {
  const offset = path.length - section.path.length;
  if (section.suffix ? offset < 1 : offset !== 0) return false;
  return section.path.every((key, index) => path[index + offset] === key);
}

/** The product table: facts, with notes laid over them, and moves by version index. */
export function assemble(product: Product, mistakes: Mistake[]): ProductTable {
  const { facts } = product;
  return {
    ...facts,
    keys: facts.keys.map(key => withNotes(product, key, mistakes)),
    moves: product.moves.map(move => readMove(product, move, mistakes)),
  };
}

function readMove(product: Product, move: RecordedMove, mistakes: Mistake[]): KeyMove {
  const { versions } = product.facts;
  const since = move.since === 'never' ? 0 : versions.indexOf(move.since);
  const report = (message: string): void => {
    mistakes.push({ where: `${product.movesFile}: ${move.from}`, message });
  };
  if (since < 0) report(`${move.since} is no recorded version`);
  const from = parseDotted(move.from);
  const to = move.to === undefined ? undefined : parseDotted(move.to);
  if (!from || (move.to !== undefined && !to)) report('is not a path');
  return { from: from ?? [], ...(to && { to }), since: Math.max(since, 0), text: move.text, source: move.source };
}

function withNotes(product: Product, key: KeyFact, mistakes: Mistake[]): KeyFact {
  const own = product.notes.filter(section => applies(section, key.path));
  const sections = own.length > 0 ? own : nearestShared(product.shared, key.path);
  if (sections.length === 0) return key;
  const newest = key.known.at(-1)?.[1] ?? 0;
  const versions = product.facts.versions;
  const current = sections.filter(section => holds(section, versions[newest]));
  const [note, second] = current;
  if (!note || second) {
    const where = `${sections[0]?.file}:${(second ?? sections[0])?.line}`;
    mistakes.push({
      where,
      message: `${sections[0]?.heading}: ${note ? 'two texts' : 'no text'} for ${versions[newest]}`,
    });
    return key;
  }
  const { form, ...facts } = note.facts;
  const { form: recorded, ...rest } = key;
  const used = form === null ? undefined : (form ?? recorded);
  const earlier = earlierNotes(product, key, sections, newest);
  return {
    ...rest,
    ...facts,
    ...(used && { form: used }),
    note: filled(note, key),
    ...(earlier.length > 0 && { earlierNotes: earlier }),
  };
}

/** Of the shared sections that fit, the ones with the longest path. */
function nearestShared(shared: readonly NoteSection[], path: readonly string[]): NoteSection[] {
  const fitting = shared.filter(section => applies(section, path));
  const longest = Math.max(...fitting.map(section => section.path.length + (section.suffix ? 0 : 1)));
  return fitting.filter(section => section.path.length + (section.suffix ? 0 : 1) === longest);
}

const holds = (section: NoteSection, version: string | undefined): boolean =>
  section.versions === undefined || (version !== undefined && satisfies(release(version), section.versions));

/** `0.1.0+x` and pre-releases count as their release here. */
const release = (version: string): string => /^\d+\.\d+\.\d+/.exec(version)?.[0] ?? version;

function earlierNotes(
  product: Product,
  key: KeyFact,
  sections: readonly NoteSection[],
  newest: number,
): { until: number; note: KeyNote }[] {
  const versions = product.facts.versions;
  const found = sections.flatMap(section => {
    if (holds(section, versions[newest])) return [];
    const until = versions.findLastIndex(version => holds(section, version));
    return until < 0 ? [] : [{ until, note: filled(section, key) }];
  });
  return found.sort((a, b) => a.until - b.until);
}

/** The note's text, with `{parent}` replaced by the path that `*` stands for. */
function filled(section: NoteSection, key: KeyFact): KeyNote {
  if (!section.suffix) return section.note;
  const parent = dotted(key.path.slice(0, key.path.length - section.path.length));
  const fill = (text: string): string => text.replaceAll('{parent}', parent);
  const { text, production } = section.note;
  return { text: fill(text), ...(production && { production: { ...production, text: fill(production.text) } }) };
}
