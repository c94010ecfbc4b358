import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileInferred } from '../../../server/src/core/schema/inferred.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';
import { compileSchema } from '../../../server/src/core/schema/validate.ts';

const schema: JsonSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: ['object', 'null'],
  properties: {
    size: { type: ['number', 'string', 'null'], description: 'How large.', default: 1 },
    on: { type: ['boolean', 'null'] },
    hosts: { type: ['array', 'null'], items: { type: ['object', 'null'], properties: { port: { type: 'integer' } } } },
    resources: { $ref: '#/definitions/resources' },
    level: { enum: ['debug', 'info'] },
    closed: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    any: {},
  },
  definitions: {
    resources: { type: 'object', properties: { limits: { type: 'object' } }, additionalProperties: false },
  },
};

describe('a schema made of defaults', () => {
  const values: readonly unknown[] = [
    {},
    null,
    'text',
    [],
    { size: 2, on: true, hosts: [{ port: 80 }], resources: { limits: {} }, level: 'info', closed: { a: 'x' }, any: 1 },
    { size: true, on: 'yes' },
    { hosts: [{ port: 'http' }, 'x', { port: 1.5 }] },
    { hosts: { port: 1 } },
    { resources: { limit: {} } },
    { resources: { limits: 'none' }, level: 'loud' },
    { closed: { b: 1 } },
    { unknown: { deep: [1, { a: 2 }] } },
    { constructor: 1, toString: { a: 1 } },
  ];
  const readable = (found: ReturnType<ReturnType<typeof compileSchema>['validate']>) =>
    found.map(({ keyword, path, params }) => [keyword, path.map(String), params]);
  for (const value of values) {
    it(`refuses of ${JSON.stringify(value)} what ajv refuses`, () =>
      assert.deepEqual(
        readable(compileInferred(schema).validate(value)),
        readable(compileSchema(schema).validate(value)),
      ));
  }

  it('names the schema that refuses', () =>
    assert.deepEqual(compileInferred(schema).validate({ size: true })[0]?.schema, schema.properties?.size));
});

describe('a schema that refers to itself', () => {
  it('refuses at every depth', () =>
    assert.deepEqual(
      compileSchema({ properties: { name: { type: 'string' }, self: { $ref: '#' } } })
        .validate({ self: { self: { name: 1 } } })
        .map(({ path }) => path.join('.')),
      ['self.self.name'],
    ));
});
