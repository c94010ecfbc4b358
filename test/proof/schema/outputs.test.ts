import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { coverageOf } from '../../../schemas/tools/coverage.ts';
import { describeSetting, settingMarkdown } from '../../../server/src/core/features/setting.ts';
import { keyId, keysAt } from '../../../server/src/core/schema/build.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';
import { productTable, settingsFor } from '../../support/snapshot.ts';

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

/** Types that say "anything": the chart hands the value on as it is. */
const ANYTHING = new Set(['any']);

for (const id of PRODUCTS) {
  test(`${id}: every setting of the newest version has a text of ours`, context => {
    const { leaves, maps, missing } = coverageOf(productTable(id));
    context.diagnostic(`${leaves} leaves, ${maps} maps, ${missing.length} without a text`);
    assert.deepEqual(missing, []);
  });

  test(`${id}: explain says something of every setting`, () => {
    const settings = settingsFor(id);
    for (const { fact, type, default: standard } of keysAt(productTable(id), settings.version)?.keys.values() ?? []) {
      const path = fact.path.map(name => (name === '[]' ? 0 : name));
      const name = fact.path.join('.');
      const setting = describeSetting(settings, path);
      assert.ok(setting, name);
      assert.match(setting.text, /[.!`)]$/, name);
      assert.equal(setting.type === '', ANYTHING.has(type), `${name}: ${type}`);
      assert.equal(setting.default === undefined, standard === undefined, name);
      assert.equal(setting.form === undefined, fact.form === undefined, name);
      if (setting.production) assert.match(setting.production.source, /^https:\/\//, name);
      assert.ok(settingMarkdown(setting).includes(setting.text), name);
    }
  });
}

for (const id of [...PRODUCTS, 'spaces@1.14.0', 'spaces@1.2.4', 'kcp/kcp@0.2.4']) {
  test(`${id}: the JSON Schema is valid draft-07 and documents every setting`, () => {
    const { schema, version } = settingsFor(id);
    const ajv = new Ajv({ strict: false });
    assert.equal(ajv.validateSchema(schema), true, JSON.stringify(ajv.errors));
    assert.equal(schema.$schema, 'http://json-schema.org/draft-07/schema#');
    for (const reference of JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)) {
      const name = /^#\/definitions\/(.+)$/.exec(reference[1] ?? '')?.[1] ?? '';
      assert.ok(schema.definitions?.[name], reference[1]);
    }
    const keys = keysAt(productTable(id.split('@')[0] ?? id), version);
    const visit = (part: JsonSchema, path: readonly string[]): void => {
      for (const [name, inner] of Object.entries(part.properties ?? {})) {
        const key = keys?.keys.get(keyId([...path, name]));
        if (!key) continue;
        const where = [...path, name].join('.');
        assert.ok(inner.description, where);
        assert.ok(inner.markdownDescription, where);
        assert.deepEqual(inner.default, key.default, where);
        visit(inner, [...path, name]);
      }
    };
    visit(schema, []);
  });
}
