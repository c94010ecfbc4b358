import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { configurationSchema } from '../../server/src/core/config/configuration.ts';

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const settings: Record<string, unknown> = Object.assign(
  {},
  ...manifest.contributes.configuration.map((group: { properties: object }) => group.properties),
);

/** What a schema accepts, without the words about it. */
function accepted(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(accepted);
  }
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  const words = /^(description|markdownDescription|markdownEnumDescriptions|default|scope|order)$/;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !words.test(key))
      .map(([key, value]) => [key, accepted(value)]),
  );
}

for (const [name, schema] of Object.entries(configurationSchema.properties ?? {})) {
  test(`the setting productionValues.${name} takes what .production-values.yaml takes`, () => {
    const setting = settings[`productionValues.${name}`];
    if (name === 'profile') {
      // Editor settings have a default that stands for "not set".
      const { enum: levels } = accepted(setting) as { enum: string[] };
      assert.deepEqual({ enum: levels.filter(level => level !== 'auto') }, accepted(schema));
    } else {
      assert.deepEqual(accepted(setting), accepted(schema));
    }
  });
}

test('every command has a title, and every file that the manifest names in the repository exists', () => {
  for (const { command, title } of manifest.contributes.commands) {
    assert.match(command, /^productionValues\./);
    assert.ok(title);
  }
  const files: string[] = [
    manifest.icon,
    ...manifest.contributes.snippets.map((entry: { path: string }) => entry.path),
  ];
  assert.deepEqual(
    files.filter(file => !existsSync(new URL(file, root))),
    [],
  );
});
