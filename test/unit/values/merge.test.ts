import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { applySet, type JsonObject, parseSet } from '../../../server/src/core/kit/helm-set.ts';
import { type ChartValues, coalesceChart } from '../../../server/src/core/values/coalesce-chart.ts';
import { parse } from '../../../server/src/core/values/document.ts';
import { entryAt, nodeAt, toJson, type ValueNode } from '../../../server/src/core/values/node.ts';
import { coalesce, mergeFiles, stackOf } from '../../../server/src/core/values/stack.ts';
import { yaml } from '../../support/yaml.ts';

const read = (text: string, uri = 'values.yaml') => parse(uri, 1, text);
const rootOf = (json: unknown): ValueNode | undefined => read(JSON.stringify(json)).root;

const chart = (defaults: unknown, parts: Partial<ChartValues> = {}): ChartValues => ({
  name: 'app',
  defaults: typeof defaults === 'string' ? read(defaults, 'app/values.yaml').root : rootOf(defaults),
  dependencies: [],
  subcharts: [],
  ...parts,
});
const dependency = (name: string, more: Partial<ChartValues['dependencies'][number]> = {}) => ({
  name,
  key: name,
  conditions: [],
  tags: [],
  importValues: [],
  ...more,
});

interface Row {
  readonly given: {
    readonly defaults: unknown;
    readonly files: readonly unknown[];
    readonly set: readonly string[];
    readonly setString: readonly string[];
    readonly subcharts?: readonly { readonly name: string; readonly values: unknown }[];
  };
  readonly expected: { readonly effective: unknown };
}

const rows: readonly Row[] = JSON.parse(
  readFileSync(new URL('../kit/vectors/helm-merge.json', import.meta.url), 'utf8'),
);

/** The files and flags of the user, as one tree. */
function userOf({ files, set, setString }: Row['given']): ValueNode | undefined {
  const merged = files.map(rootOf).reduce((lower, upper) => mergeFiles(lower, upper), undefined);
  let values = (toJson(merged) ?? {}) as JsonObject;
  for (const [text, asString] of [
    ...set.map(flag => [flag, false] as const),
    ...setString.map(flag => [flag, true] as const),
  ]) {
    const parsed = parseSet(text, asString);
    const applied = parsed.ok ? applySet(values, parsed.value) : parsed;
    assert.ok(applied.ok, text);
    values = applied.value;
  }
  return rootOf(values);
}

test(`recorded merges (${rows.length})`, () => {
  for (const { given, expected } of rows) {
    const subcharts = (given.subcharts ?? []).map(({ name, values }) => chart(values, { name }));
    const whole = chart(given.defaults, { subcharts, dependencies: subcharts.map(({ name }) => dependency(name)) });
    const user = userOf(given);
    assert.deepEqual(toJson(coalesceChart(whole, user).effective), expected.effective, JSON.stringify(given));
    if (subcharts.length === 0 && whole.defaults) {
      assert.deepEqual(toJson(coalesce(whole.defaults, user)), expected.effective, JSON.stringify(given));
    }
  }
});

describe('nulls', () => {
  const cases: readonly (readonly [string, unknown, unknown, unknown])[] = [
    ['removes a default', { a: 1, b: 2 }, { a: null }, { b: 2 }],
    ['removes a default that is null', { a: null }, { a: null }, {}],
    ['stays where there is no default', {}, { a: null }, { a: null }],
    ['removes a nested default', { m: { a: 1, b: 2 } }, { m: { a: null } }, { m: { b: 2 } }],
    ['stays in a map that has no default', { m: 1 }, { m: { a: null } }, { m: { a: null } }],
    ['of the chart itself stays', { a: null }, {}, { a: null }],
    ['inside a list stays', { l: [1] }, { l: [null] }, { l: [null] }],
  ];
  for (const [name, defaults, user, expected] of cases) {
    test(`a null ${name}`, () => {
      assert.deepEqual(toJson(coalesceChart(chart(defaults), rootOf(user)).effective), expected);
      assert.deepEqual(toJson(coalesce(rootOf(defaults) ?? assert.fail(), rootOf(user))), expected);
    });
  }
});

describe('subcharts', () => {
  const effective = (whole: ChartValues, user: unknown = {}) => toJson(coalesceChart(whole, rootOf(user)).effective);
  const db = chart({ port: 5432, global: { own: 1 } }, { name: 'db' });

  test('the parent wins, and globals go down', () => {
    const whole = chart(
      { db: { port: 1 }, global: { zone: 'a' } },
      { subcharts: [db], dependencies: [dependency('db')] },
    );
    assert.deepEqual(effective(whole, { global: { zone: 'b' } }), {
      db: { port: 1, global: { own: 1, zone: 'b' } },
      global: { zone: 'b' },
    });
  });

  test('an alias is the key', () => {
    const whole = chart({}, { subcharts: [db], dependencies: [dependency('db', { key: 'store' })] });
    assert.deepEqual(effective(whole, { db: { port: 2 } }), {
      db: { port: 2 },
      store: { port: 5432, global: { own: 1 } },
    });
  });

  test('a condition decides before the tags; a subchart that is off gives no values', () => {
    const whole = chart(
      {},
      { subcharts: [db], dependencies: [dependency('db', { conditions: [['db', 'enabled']], tags: ['back'] })] },
    );
    const enabled = (user: unknown) => coalesceChart(whole, rootOf(user)).enabled;
    assert.deepEqual(enabled({}), [['db']]);
    assert.deepEqual(enabled({ tags: { back: false } }), []);
    assert.deepEqual(enabled({ tags: { back: false }, db: { enabled: true } }), [['db']]);
    assert.deepEqual(effective(whole, { db: { enabled: false } }), { db: { enabled: false } });
    assert.deepEqual(enabled({ db: { enabled: 'false' } }), [['db']]);
  });

  test('imported values are defaults of the parent', () => {
    const child = chart({ exports: { data: { a: 1, b: 1 } }, inner: { c: 1 } }, { name: 'db' });
    const importValues = [
      { child: ['exports', 'data'], parent: [] },
      { child: ['inner'], parent: ['from', 'db'] },
    ];
    const whole = chart({ b: 2 }, { subcharts: [child], dependencies: [dependency('db', { importValues })] });
    const { a, b, from } = effective(whole) as Record<string, unknown>;
    assert.deepEqual({ a, b, from }, { a: 1, b: 2, from: { db: { c: 1 } } });
  });

  test('a null of the parent removes a default of the subchart', () => {
    const whole = chart({ db: { port: null } }, { subcharts: [db], dependencies: [dependency('db')] });
    assert.deepEqual(effective(whole), { db: { global: { own: 1 } } });
  });

  test('values of a subchart that are no map are refused', () => {
    const whole = chart({}, { subcharts: [db], dependencies: [dependency('db')] });
    assert.match(coalesceChart(whole, rootOf({ db: 1 })).problem?.message ?? '', /must be a map/);
  });

  test('values keep where they are written and stand below their key', () => {
    const child = chart('', { name: 'db', defaults: read('l:\n  - x: 1\nport: 1\n', 'db/values.yaml').root });
    const whole = chart('db:\n  port: 2\n', { subcharts: [child], dependencies: [dependency('db')] });
    const user = read('db:\n  port: 3\n', 'prod.yaml').root;
    const { effective: values } = coalesceChart(whole, user);
    assert.deepEqual(nodeAt(values, ['db', 'l', 0, 'x'])?.path, ['db', 'l', 0, 'x']);
    assert.equal(nodeAt(values, ['db', 'l', 0, 'x'])?.site.uri, 'db/values.yaml');
    const port = entryAt(values, ['db', 'port']);
    assert.deepEqual(
      [port, port?.below, port?.below?.below].map(entry => entry?.value.site.uri),
      ['prod.yaml', 'app/values.yaml', 'db/values.yaml'],
    );
  });
});

test('a stack knows every layer below a value', () => {
  const files = ['a: 1\n', 'a: 2\n', 'a: 3\n'].map((text, index) => read(text, `${index}.yaml`));
  const { effective } = stackOf(files, read('a: 0\n', 'defaults.yaml').root);
  const uris: string[] = [];
  for (let entry = entryAt(effective, ['a']); entry; entry = entry.below) {
    uris.push(entry.value.site.uri);
  }
  assert.deepEqual(uris, ['2.yaml', '1.yaml', '0.yaml', 'defaults.yaml']);
});

describe('YAML as Helm reads it', () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['a key behind a merge wins', 'a: &x {k: 1}\nb:\n  <<: *x\n  k: 5\n', { a: { k: 1 }, b: { k: 5 } }],
    ['a merge behind a key wins', 'a: &x {k: 1}\nb:\n  k: 5\n  <<: *x\n', { a: { k: 1 }, b: { k: 1 } }],
    [
      'the later of two merges wins',
      'a: &x {k: 1}\nc: &y {k: 2}\nb:\n  <<: *x\n  <<: *y\n',
      { a: { k: 1 }, b: { k: 2 }, c: { k: 2 } },
    ],
    ['the first of a list of merges wins', 'b: {<<: [{k: 1}, {k: 2, l: 3}]}\n', { b: { k: 1, l: 3 } }],
    [
      'merging is not deep',
      'a: &x {k: {p: 1}}\nb:\n  <<: *x\n  k: {q: 1}\n',
      { a: { k: { p: 1 } }, b: { k: { q: 1 } } },
    ],
    ['a quoted << is a key', 'b: {"<<": 1}\n', { b: { '<<': 1 } }],
    ['an anchor may be given again', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', { a: 1, b: 1, c: 2, d: 2 }],
    ['an alias means the anchor before it', 'a: &x 1\nb: &y [*x]\nc: &x 2\nd: *y\n', { a: 1, b: [1], c: 2, d: [1] }],
    ['an alias may be a key', 'a: &x name\n*x : 2\n', { a: 'name', name: 2 }],
    ['the last of two keys wins', 'a: {x: 1}\na: {z: 2}\n', { a: { z: 2 } }],
    ['only the first document counts', 'a: 1\n---\nb: 2\n', { a: 1 }],
    ['an empty first document is empty', '---\n---\nb: 2\n', {}],
    ['tags type', 'a: !!str 1\nb: !!int "3"\nc: !local 1\nd: !!float 1\n', { a: '1', b: 3, c: '1', d: 1 }],
    ['keys are typed', 'on: 1\n0x10: 2\n1.0: 3\n', { true: 1, 16: 2, 1: 3 }],
    ['brackets may close at their key', 'a: {\nx: [\n1,\n2\n],\n}\n', { a: { x: [1, 2] } }],
    ['a byte order mark is nothing', '\ufeffa: 1\n', { a: 1 }],
    ['text over lines is folded', "a: [one\ntwo, 'it''s\nso']\n", { a: ['one two', "it's so"] }],
  ];
  for (const [name, text, expected] of cases) {
    test(name, () => {
      const { root, problems } = read(text);
      assert.deepEqual(toJson(root) ?? {}, expected);
      assert.deepEqual(
        problems.filter(({ code }) => code === 'yaml/syntax'),
        [],
      );
    });
  }

  const refused = [
    'a: *none\n',
    'a: &x [*x]\n',
    'b: {<<: 1}\n',
    '~: 1\n',
    '? [a]\n: 1\n',
    'a: .inf\n',
    'a: .nan\n',
    '%YAML 1.2\n---\na: 1\n',
    'a: \u0001\n',
    'a:\n\tb: 1\n',
    'a: [1\n',
    'a: {\n',
    'a: @x\n',
    'a: x: y\n',
    '\tb: 1\n',
  ];
  for (const text of refused) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      assert.ok(read(text).problems.some(({ code, tolerated }) => code === 'yaml/syntax' && !tolerated));
    });
  }
});

describe('hostile files', () => {
  const levels = (count: number, line: (level: number) => string) =>
    Array.from({ length: count }, (_, level) => line(level)).join('');
  const files: Readonly<Record<string, string>> = {
    'an alias bomb': `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${levels(11, level => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(',')}]\n`)}`,
    'a merge bomb': `a0: &a0 {x: 1}\n${levels(29, level => `a${level + 1}: &a${level + 1} {<<: [*a${level},*a${level},*a${level}]}\n`)}`,
    '10,000 open brackets': '['.repeat(10_000),
    'maps within maps': levels(1000, level => `${' '.repeat(level)}a:\n`),
    '10,000 dashes on a line': '- '.repeat(10_000),
    binary: '\u0000\u0001\ufffd\u0003ELF'.repeat(2000),
    quotes: '"'.repeat(5000),
    tabs: '\t\n'.repeat(2000),
    'blank lines': '\n'.repeat(50_000),
    'duplicate keys': 'a: b\n'.repeat(2000),
  };
  for (const [name, text] of Object.entries(files)) {
    test(`${name}: read to an end`, { timeout: 20_000 }, () => {
      const { problems } = read(text);
      assert.ok(problems.length <= 10_000);
    });
  }

  test('keys of every object are ordinary keys', () => {
    const { root } = read('__proto__: {x: 1}\nconstructor: 2\n');
    assert.deepEqual([...(root?.kind === 'map' ? root.entries.keys() : [])], ['__proto__', 'constructor']);
    const json = toJson(coalesceChart(chart('__proto__: {z: 1}\n'), root).effective) as object;
    assert.equal(Object.getPrototypeOf(json), Object.prototype);
    assert.deepEqual(JSON.stringify(Object.getOwnPropertyDescriptor(json, '__proto__')?.value), '{"x":1,"z":1}');
  });
});

test('a file of several entries is a picture of itself', () => {
  const { root } = read(yaml`
    a: |+
      kept

    b: >
      folded
      text
    c: "two
      lines"
  `);
  assert.deepEqual(toJson(root), { a: 'kept\n\n', b: 'folded text\n', c: 'two lines' });
});
