import { existsSync, readFileSync } from 'node:fs';
import type { ProductTable } from '../../server/src/core/product/table.ts';
import type { JsonSchema } from '../../server/src/core/schema/json-schema.ts';
import { dotted } from './dotted.ts';
import type { NoteSection } from './notes.ts';
import type { Product } from './products.ts';

export interface Mistake {
  readonly where: string;
  readonly message: string;
}

/** One text under two settings says nothing of either. */
export function doubledTexts(product: Product): Mistake[] {
  const first = new Map<string, NoteSection>();
  const mistakes: Mistake[] = [];
  for (const section of product.notes) {
    const text = normalized(section.note.text);
    const before = first.get(text);
    if (before)
      mistakes.push({
        where: `${section.file}:${section.line}`,
        message: `${section.heading} has the text of ${before.heading}`,
      });
    else first.set(text, section);
  }
  return mistakes;
}

/** Names after `k8s:` that no definition has, and members that are no type. */
export function unknownTypes(table: ProductTable, definitions: Readonly<Record<string, JsonSchema>>): Mistake[] {
  return table.keys.flatMap(key => {
    const types = typeof key.type === 'string' ? [key.type] : key.type.map(([, type]) => type);
    const wrong = types
      .flatMap(type => typeNames(type))
      .filter(name => (name.startsWith('k8s:') ? !definitions[`k8s.${name.slice(4)}`] : !PLAIN.has(name)));
    return wrong.map(name => ({ where: `${table.id}: ${dotted(key.path)}`, message: `"${name}" is no type` }));
  });
}

const PLAIN = new Set(['string', 'boolean', 'integer', 'number', 'null', 'any', 'object']);
const typeNames = (type: string): string[] =>
  type
    .replace(/map<|>|\[\]/g, '')
    .split('|')
    .map(name => name.trim());

/** Upstream's sentences that a text repeats. `upstream` is the folder of the recorded facts. */
export function copiedTexts(products: readonly Product[], upstream: URL): Mistake[] {
  return products.flatMap(product => {
    const theirs = upstreamTexts(product.facts.id, upstream);
    const sections = [...product.notes, ...product.shared];
    return sections.flatMap(section => {
      const copied = theirs.get(section.path.at(-1) ?? '')?.find(text => isCopied(section.note.text, text));
      return copied === undefined
        ? []
        : [{ where: `${section.file}:${section.line}`, message: `${section.heading} repeats "${copied}"` }];
    });
  });
}

/** Upstream's descriptions and comments by the last key of their paths. */
function upstreamTexts(id: string, upstream: URL): Map<string, string[]> {
  const file = new URL(id === 'spaces' ? 'spaces/keys.json' : 'kcp/keys.json', upstream);
  const texts = new Map<string, string[]>();
  if (!existsSync(file)) return texts;
  const collect = (item: unknown): void => {
    if (item === null || typeof item !== 'object') return;
    const { path, type, desc, comment } = item as Readonly<Record<string, unknown>>;
    // The comment on a key that only templates name is the recorder's own.
    for (const text of [desc, type === 'unknown' ? undefined : comment]) {
      if (typeof path !== 'string' || typeof text !== 'string' || text === '') continue;
      const name = path.split('.').at(-1) ?? '';
      const known = texts.get(name) ?? [];
      if (!known.includes(text)) texts.set(name, [...known, text]);
    }
    for (const value of Object.values(item)) collect(value);
  };
  collect(JSON.parse(readFileSync(file, 'utf8')));
  return texts;
}

const RUN = 9;

/** Word for word the whole description (of five words or more), or nine words of it in a row. */
export function isCopied(ours: string, theirs: string): boolean {
  const own = ` ${normalized(ours)} `;
  const words = normalized(theirs).split(' ');
  if (words.length >= 5 && words.length < RUN) return own.includes(` ${words.join(' ')} `);
  for (let start = 0; start + RUN <= words.length; start += 1) {
    if (own.includes(` ${words.slice(start, start + RUN).join(' ')} `)) return true;
  }
  return false;
}

const normalized = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
