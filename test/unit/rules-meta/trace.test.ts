import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';
import { parse } from 'yaml';
import { isCode } from '../../../server/src/core/features/code-pages.ts';
import { guideNotes } from '../../../server/src/core/features/guide-notes.ts';
import { documents } from '../../../server/src/core/features/rule-page.ts';
import { describeSetting } from '../../../server/src/core/features/setting.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import { parsePath } from '../../../server/src/core/values/path.ts';
import { settingsFor } from '../../support/snapshot.ts';
import { loadPlacements } from '../../support/snippets.ts';

interface Item {
  readonly title: string;
  readonly rules?: readonly string[];
  readonly codes?: readonly string[];
  readonly snippets?: readonly string[];
  readonly settings?: readonly string[];
  readonly none?: string;
}

const items = new Map<string, Item>(
  Object.entries(parse(readFileSync(new URL('../../../docs/trace.yaml', import.meta.url), 'utf8'))),
);
const ids = new Set(rules.map(({ id }) => id));
const placements = loadPlacements();
/** `S0-28a` is a part of S0-28. */
const itemOf = (covered: string) => covered.replace(/[a-z]$/, '');
const covered = new Set([
  ...rules.flatMap(({ meta }) => meta.covers?.map(itemOf) ?? []),
  ...guideNotes.flatMap(({ covers }) => covers),
]);

/** How many items each document has. */
const counts = { S0: 61, S1: 18, S2: 96, S3: 23, S4: 53 };

test('all items of the documents are listed, numbered without a gap', () => {
  const wanted = Object.entries(counts).flatMap(([key, count]) =>
    Array.from({ length: count }, (_, index) => `${key}-${String(index + 1).padStart(2, '0')}`),
  );
  assert.deepEqual([...items.keys()], wanted);
  assert.deepEqual(Object.keys(documents), Object.keys(counts));
});

describe('every item has a title and is somewhere', () => {
  for (const [id, { title, none, rules = [], codes = [], snippets = [], settings = [] }] of items) {
    it(`${id} ${title}`, () => {
      assert.match(title, /\S/);
      const places = [...rules, ...codes, ...snippets, ...settings];
      assert.ok(none === undefined ? places.length > 0 || covered.has(id) : places.length === 0, 'it is nowhere');
      assert.deepEqual(
        rules.filter(rule => !ids.has(rule)),
        [],
        'rules that do not exist',
      );
      assert.deepEqual(
        codes.filter(code => !isCode(code)),
        [],
        'codes that do not exist',
      );
      assert.deepEqual(
        snippets.filter(prefix => !placements.has(prefix)),
        [],
        'snippets that do not exist',
      );
      assert.deepEqual(
        settings.filter(setting => !isExplained(setting)),
        [],
        'settings without a text',
      );
    });
  }
});

/** `product:path`, a setting whose hover has a text of ours. */
function isExplained(setting: string): boolean {
  const [product = '', path = ''] = setting.split(':');
  return describeSetting(settingsFor(product), parsePath(path) ?? [])?.text.match(/\w/) != null;
}

test('what rules and notes cover is listed', () =>
  assert.deepEqual(
    [...covered].filter(id => !items.has(id)),
    [],
  ));

test('notes on settings of products are on settings that exist', () => {
  for (const { family, keys } of guideNotes.filter(note => note.family !== 'helm')) {
    const products = family === 'spaces' ? ['spaces'] : ['kcp/kcp', 'kcp/shard'];
    for (const key of keys) {
      assert.ok(
        products.some(product => describeSetting(settingsFor(product), parsePath(key) ?? [])),
        key,
      );
    }
  }
});
