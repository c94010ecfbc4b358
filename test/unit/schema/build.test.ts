import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import type { ProductTable } from '../../../server/src/core/product/table.ts';
import { keysAt, movesAt, nearestVersion, schemaOf, typeSchema } from '../../../server/src/core/schema/build.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';

const definitions: JsonSchema = {
  definitions: {
    'k8s.Quantity': { type: ['string', 'number', 'null'] },
    'k8s.ResourceRequirements': {
      type: ['object', 'null'],
      properties: {
        limits: { type: ['object', 'null'], additionalProperties: { $ref: '#/definitions/k8s.Quantity' } },
        claims: { type: 'array', items: { $ref: '#/definitions/k8s.Claim' } },
      },
      additionalProperties: false,
    },
    'k8s.Claim': { type: 'object' },
    'k8s.Unused': { type: 'object' },
  },
};

const at = (repository: string): { repository: string; path: string; commit: string } => ({
  repository,
  path: 'values.yaml',
  commit: 'abc',
});

const table: ProductTable = {
  id: 'demo',
  title: 'Demo',
  versions: ['1.0.0', '1.2.0', '1.3.1', '2.0.0'],
  provenance: [at('a'), at('a'), { ...at('a'), holdsFrom: '1.3.0' }, at('a')],
  keys: [
    { path: ['server'], known: [[0, 3]], type: 'object' },
    {
      path: ['server', 'replicas'],
      known: [[0, 3]],
      type: [
        [0, 'string'],
        [2, 'integer'],
      ],
      defaults: [
        [0, '1'],
        [2, 1],
      ],
      note: {
        text: 'How many. Two are `better`.',
        production: { value: 2, text: 'One is lost at every drain.', source: 'https://example.com/ha' },
      },
    },
    { path: ['server', 'resources'], known: [[0, 3]], type: 'k8s:ResourceRequirements' },
    { path: ['server', 'resources', 'limits'], known: [[0, 3]], type: 'map<k8s:Quantity>' },
    { path: ['server', 'resources', 'limits', 'cpu'], known: [[0, 3]], type: 'k8s:Quantity', form: 'quantity' },
    {
      path: ['server', 'mode'],
      known: [[2, 3]],
      type: 'string',
      values: ['fast', 'safe'],
      deprecated: { since: 3, text: 'Use `server.kind`.' },
      backports: ['1.2.4'],
    },
    { path: ['rules'], known: [[0, 3]], type: 'object[]' },
    { path: ['rules', '[]'], known: [[0, 3]], type: 'object' },
    { path: ['rules', '[]', 'name'], known: [[0, 3]], type: 'string', required: true },
    { path: ['pools'], known: [[0, 3]], type: 'object' },
    { path: ['pools', '*'], known: [[0, 3]], type: 'object' },
    { path: ['pools', '*', 'size'], known: [[0, 3]], type: 'integer', minimum: 1 },
    { path: ['extra'], known: [[0, 3]], type: 'object', open: true },
    { path: ['old'], known: [[0, 1]], type: 'object' },
    { path: ['old', 'port'], known: [[0, 1]], type: 'integer', form: 'port' },
    { path: ['constructor'], known: [[0, 3]], type: 'string' },
  ],
  moves: [
    { from: ['old'], to: ['middle'], since: 2, text: 'Renamed.', source: 'https://example.com/1' },
    { from: ['middle'], to: ['server'], since: 3, text: 'Merged.', source: 'https://example.com/2' },
    { from: ['middle', 'port'], since: 3, text: 'Gone.', source: 'https://example.com/3' },
  ],
};

const WANTED: readonly (readonly [wanted: string | undefined, version: string | undefined, exact?: boolean])[] = [
  [undefined, '2.0.0', true],
  ['latest', '2.0.0', true],
  ['1.2.0', '1.2.0', true],
  ['v1.2.0', '1.2.0', true],
  ['1.3', '1.3.1', true],
  ['1', '1.3.1', true],
  ['1.2.9', '1.2.0', false],
  ['1.3.0', '1.3.1', false],
  ['1.9.0', '1.3.1', false],
  ['0.1.0', '1.0.0', false],
  ['3.0.0', '2.0.0', false],
  ['soon', undefined],
  ['', undefined],
];

test('the recorded version nearest to the wanted one', () => {
  for (const [wanted, version, exact] of WANTED) {
    assert.deepEqual(
      nearestVersion(table, wanted),
      version === undefined ? undefined : { version, exact },
      String(wanted),
    );
  }
});

test('a schema is valid draft-07, self-contained, and closed where the keys are known', () => {
  const schema = schemaOf(table, '2.0.0', definitions);
  const ajv = new Ajv({ strict: false, allErrors: true, ownProperties: true });
  assert.equal(ajv.validateSchema(schema), true);
  assert.deepEqual(Object.keys(schema.definitions ?? {}), ['k8s.Claim', 'k8s.Quantity']);
  const validate = ajv.compile(schema);
  const good: readonly unknown[] = [
    {},
    null,
    { global: { a: 1 } },
    { server: null },
    { server: { replicas: 3, mode: 'fast' } },
    { server: { resources: { limits: { cpu: 2, 'example.com/gpu': '1' } } } },
    { rules: [{ name: 'a' }] },
    { pools: { any: { size: 1 } } },
    { extra: { what: 'ever' } },
    { constructor: 'x' },
  ];
  const bad: readonly unknown[] = [
    { server: { replicas: '3' } },
    { server: { mode: 'slow' } },
    { servr: {} },
    { server: { resources: { limit: {} } } },
    { rules: [{}] },
    { rules: [{ name: 'a', x: 1 }] },
    { pools: { any: { size: 0 } } },
    { pools: { any: { sise: 1 } } },
    { old: { port: 1 } },
    [],
    'text',
  ];
  for (const values of good) assert.equal(validate(values), true, JSON.stringify(values));
  for (const values of bad) assert.equal(validate(values), false, JSON.stringify(values));
});

test('types, keys and deprecations are those of the version', () => {
  const first = schemaOf(table, '1.0.0', definitions).properties?.server?.properties;
  assert.deepEqual(first?.replicas?.type, ['string', 'null']);
  assert.equal(first?.replicas?.default, '1');
  assert.equal(first?.mode, undefined);
  const backported = schemaOf(table, '1.2.4', definitions).properties?.server?.properties;
  assert.equal(backported?.mode?.deprecated, undefined);
  assert.ok(backported?.mode);
  const newest = schemaOf(table, '2.0.0', definitions).properties?.server?.properties;
  assert.deepEqual(newest?.replicas?.type, ['integer', 'null']);
  assert.equal(newest?.mode?.deprecated, true);
  assert.equal(newest?.mode?.deprecationMessage, 'mode is deprecated since 2.0.0. Use server.kind.');
  assert.equal(newest?.mode?.['x-since'], '1.3.1');
});

test('every setting and every map says something; advice comes with its source', () => {
  const schema = schemaOf(table, '2.0.0', definitions);
  const replicas = schema.properties?.server?.properties?.replicas;
  assert.equal(replicas?.description, 'How many. Two are better.\n\nIn production: 2. One is lost at every drain.');
  assert.equal(
    replicas?.markdownDescription,
    'How many. Two are `better`.\n\n**In production:** `2`. One is lost at every drain. ([source](https://example.com/ha))',
  );
  assert.deepEqual(replicas?.['x-production'], {
    value: 2,
    text: 'One is lost at every drain.',
    source: 'https://example.com/ha',
  });
  const visit = (name: string, part: JsonSchema): void => {
    assert.ok(part.description, name);
    for (const [key, inner] of Object.entries(part.properties ?? {}))
      if (!inner.$ref && name !== 'server.resources') visit(`${name}.${key}`, inner);
  };
  for (const [name, part] of Object.entries(schema.properties ?? {})) visit(name, part);
});

test('moves: chains, the longest prefix, and what does not exist at the new place', () => {
  const find = (version: string, path: string): string => {
    const found = movesAt(table, version)?.find(path.split('.'));
    return found ? `${found.to?.join('.') ?? 'gone'} ${found.since ?? 'never'}` : 'none';
  };
  assert.equal(find('1.2.0', 'old.port'), 'none');
  assert.equal(find('1.3.1', 'old'), 'middle 1.3.1');
  assert.equal(find('2.0.0', 'old'), 'server 1.3.1');
  assert.equal(find('2.0.0', 'old.replicas'), 'server.replicas 1.3.1');
  assert.equal(find('2.0.0', 'old.port'), 'gone 2.0.0');
  assert.equal(find('2.0.0', 'old.unheard'), 'none');
  assert.equal(movesAt(table, 'soon'), undefined);
});

test('the index of keys knows children and defaults', () => {
  const index = keysAt(table, '1.3.1');
  assert.deepEqual(index?.children.get('server'), [
    'server\u0001replicas',
    'server\u0001resources',
    'server\u0001mode',
  ]);
  assert.equal(index?.keys.get('server\u0001replicas')?.default, 1);
  assert.throws(() => schemaOf(table, 'soon', definitions), RangeError);
});

const TYPES: readonly (readonly [string, JsonSchema])[] = [
  ['string', { type: ['string', 'null'] }],
  ['integer|string', { type: ['integer', 'string', 'null'] }],
  ['any', {}],
  ['any[]', { type: ['array', 'null'] }],
  ['string[]', { type: ['array', 'null'], items: { type: ['string', 'null'] } }],
  ['map<string|number>', { type: ['object', 'null'], additionalProperties: { type: ['string', 'number', 'null'] } }],
  ['k8s:Toleration[]', { type: ['array', 'null'], items: { $ref: '#/definitions/k8s.Toleration' } }],
  [
    'string|k8s:Probe',
    { anyOf: [{ type: ['string', 'null'] }, { $ref: '#/definitions/k8s.Probe' }, { type: 'null' }] },
  ],
];

test('types as JSON Schema', () => {
  for (const [type, schema] of TYPES) assert.deepEqual(typeSchema(type), schema, type);
});
