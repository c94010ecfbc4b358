import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProductTable } from '../../../server/src/core/product/table.ts';
import { type KeyIndex, keyId, keysAt, schemaOf } from '../../../server/src/core/schema/build.ts';
import { schemasAt } from '../../../server/src/core/schema/cursor.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';
import { didYouMean } from '../../../server/src/core/text/did-you-mean.ts';
import { analyzeCase, kubernetesDefinitions, productTable } from '../../support/snapshot.ts';

const PRODUCTS = [
  'spaces',
  'kcp/kcp',
  'kcp/kcp-operator',
  'kcp/shard',
  'kcp/proxy',
  'kcp/cache',
  'kcp/certificates',
  'kcp/api-syncagent',
  'kcp/init-agent',
  'kcp/etcd-druid',
];

/** The slips of one finger, at a place that `random` picks. */
const SLIPS: Readonly<Record<string, (word: string, random: () => number) => string>> = {
  deletion(word, random) {
    const at = pick(word.length, random);
    return word.slice(0, at) + word.slice(at + 1);
  },
  doubling(word, random) {
    const at = pick(word.length, random);
    return word.slice(0, at + 1) + word.slice(at);
  },
  'neighbour swap'(word, random) {
    const at = pick(word.length - 1, random);
    return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
  },
  'wrong letter'(word, random) {
    const at = pick(word.length, random);
    return word.slice(0, at) + String.fromCharCode(97 + pick(26, random)) + word.slice(at + 1);
  },
};

const pick = (count: number, random: () => number): number => Math.floor(random() * count);

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Typo {
  readonly parent: readonly string[];
  readonly name: string;
  readonly wrong: string;
}

/**
 * Every leaf of the table mistyped once in each way; without the slips that are no mistake (two equal letters swapped,
 * the name of another key), and names that are the user's own choice (labels, free-form configuration).
 */
function typosOf(index: KeyIndex, seed: number): Typo[] {
  const random = randomFrom(seed);
  const leaves = [...index.keys].filter(([id, { fact }]) => !index.children.has(id) && !isFree(index, fact.path));
  return leaves.flatMap(([, { fact }]) => {
    const parent = fact.path.slice(0, -1);
    const name = fact.path.at(-1) ?? '';
    const siblings = (index.children.get(keyId(parent)) ?? []).map(id => index.keys.get(id)?.fact.path.at(-1));
    return Object.values(SLIPS)
      .map(slip => slip(name, random))
      .filter(wrong => wrong !== '' && wrong !== name && !siblings.includes(wrong))
      .map(wrong => ({ parent, name, wrong }));
  });
}

const isFree = (index: KeyIndex, path: readonly string[]): boolean =>
  path.includes('[]') ||
  path.includes('*') ||
  path.some((_, depth) => {
    const above = depth > 0 ? index.keys.get(keyId(path.slice(0, depth))) : undefined;
    return above !== undefined && (above.fact.open === true || above.type.startsWith('map<'));
  });

const definitions = kubernetesDefinitions();

/** Whether the schema refuses the typo and leads back to the key. */
function isLedBack(schema: JsonSchema, { parent, name, wrong }: Typo): boolean {
  const known = schemasAt(schema, parent).flatMap(({ properties }) => Object.keys(properties ?? {}));
  return schemasAt(schema, [...parent, wrong]).length === 0 && didYouMean(wrong, known)[0] === name;
}

function share(typos: readonly Typo[], found: (typo: Typo) => boolean): { share: number; lost: readonly Typo[] } {
  const lost = typos.filter(typo => !found(typo));
  return { share: typos.length === 0 ? 1 : 1 - lost.length / typos.length, lost };
}

const percent = (part: number): string => `${(part * 100).toFixed(2)} %`;

for (const id of PRODUCTS) {
  test(`${id}: at every version, a mistyped setting is refused and led back to the right one`, context => {
    const table = productTable(id);
    const shares = table.versions.map((version, seed) => {
      const index = keysAt(table, version);
      assert.ok(index);
      const typos = typosOf(index, seed + 1);
      const schema = schemaOf(table, version, definitions);
      const { share: found, lost } = share(typos, typo => isLedBack(schema, typo));
      const names = lost.map(({ parent, name, wrong }) => `${[...parent, name].join('.')} as ${wrong}`).join(', ');
      assert.ok(found >= 0.98, `${version}: ${percent(found)} of ${typos.length}; lost: ${names}`);
      return { found, count: typos.length };
    });
    const count = shares.reduce((sum, one) => sum + one.count, 0);
    context.diagnostic(
      `${count} typos at ${shares.length} versions, at worst ${percent(Math.min(...shares.map(({ found }) => found)))}`,
    );
  });

  test(`${id}: at the newest version, the finding stands at the mistyped key and offers the right one`, context => {
    const table = productTable(id);
    const typos = typosOf(newestIndex(table), 7);
    const rounds = [0, 1, 2, 3].map(round => oneOfEachLeaf(typos, round));
    const lost = rounds.flatMap(chosen => {
      const said = findingsOn(id, chosen);
      return chosen.filter(({ parent, name, wrong }) => said.get(keyId([...parent, wrong])) !== name);
    });
    const found = 1 - lost.length / rounds.flat().length;
    context.diagnostic(`${rounds.flat().length} typos, ${percent(found)}`);
    assert.ok(found >= 0.98, lost.map(({ name, wrong }) => `${name} as ${wrong}`).join(', '));
  });
}

function newestIndex(table: ProductTable): KeyIndex {
  const index = keysAt(table);
  assert.ok(index);
  return index;
}

/** The typo of each leaf in turn, none twice at a place. */
function oneOfEachLeaf(typos: readonly Typo[], round: number): Typo[] {
  const byLeaf = new Map<string, Typo[]>();
  for (const typo of typos) {
    const leaf = keyId([...typo.parent, typo.name]);
    byLeaf.set(leaf, [...(byLeaf.get(leaf) ?? []), typo]);
  }
  const chosen = [...byLeaf.values()].flatMap(slips => slips[round % slips.length] ?? []);
  return [...new Map(chosen.map(typo => [keyId([...typo.parent, typo.wrong]), typo])).values()];
}

/** What the analysis of a file with all these typos suggests first, by the place of the finding. */
function findingsOn(product: string, typos: readonly Typo[]): Map<string, string> {
  const text = `${JSON.stringify(treeOf(typos), undefined, 1)}\n`;
  const { findings } = analyzeCase([], { values: text, product, profile: 'default' });
  return new Map(
    findings
      .filter(({ code }) => code === 'schema/unknown-key')
      .map(({ path, site, message }) => {
        assert.equal(text.slice(site.span.start, site.span.end).replaceAll('"', ''), path.at(-1));
        return [keyId(path.map(String)), /Did you mean '([^']+)'\?/.exec(message)?.[1] ?? ''];
      }),
  );
}

type Tree = { [key: string]: Tree | null };

function treeOf(typos: readonly Typo[]): Tree {
  const root: Tree = {};
  for (const { parent, wrong } of typos) {
    let at = root;
    for (const name of parent) {
      const inner = at[name] ?? {};
      at[name] = inner;
      at = inner;
    }
    at[wrong] = null;
  }
  return root;
}
