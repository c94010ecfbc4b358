import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CliHost, UsageError } from '../../../server/src/cli/host.ts';
import { schema } from '../../../server/src/cli/schema.ts';
import { memoryHost } from '../../support/memory-host.ts';

/** What `schema <reference>` prints. */
async function printed(reference: string, production: boolean) {
  let text = '';
  const out = (part: string) => {
    text += part;
  };
  const host = { files: memoryHost({}), out } as unknown as CliHost;
  assert.equal(await schema(reference, { production }, host), 0);
  return JSON.parse(text);
}

test('schema --production is the product’s schema, tightened', async () => {
  const [plain, tight] = [await printed('spaces@1.14.0', false), await printed('spaces@1.14.0', true)];
  assert.deepEqual(Object.keys(tight.properties), Object.keys(plain.properties));
  assert.equal(plain.allOf, undefined);
  const rules = tight.allOf.map(({ $comment }: { $comment?: string }) => $comment);
  assert.ok(rules.includes('spaces-ha-disabled'));
});

test('schema --production knows what holds of any chart', async () => {
  const { definitions } = await printed('helm', true);
  assert.ok(definitions.production.else.allOf.length > 50);
  await assert.rejects(printed('helm', false), UsageError);
});
