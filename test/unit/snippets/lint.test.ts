import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rules } from '../../../server/src/core/rules/index.ts';
import { analyzeCase } from '../../support/snapshot.ts';
import { expand, loadPlacements, loadSnippets } from '../../support/snippets.ts';

/** What a snippet brings must be right as it stands: valid by the schema, and nothing at error level. */
describe('every snippet, expanded, is valid and has no error finding', () => {
  const placements = loadPlacements();
  for (const snippet of loadSnippets()) {
    for (const prefix of [snippet.prefix].flat()) {
      const product = placements.get(prefix)?.product ?? 'helm';
      it(`${prefix} (${product})`, () => {
        const text = expand(snippet.body);
        const { findings } = analyzeCase(rules, {
          values: text,
          product: prefix.endsWith('-1-14') ? 'spaces@1.14.0' : product,
          profile: 'production',
        });
        // A block is a part of a file: what the rest of the file must hold is not its business.
        const wrong = findings
          .filter(({ code }) => code !== 'schema/required' && code !== 'kcp-external-hostname-missing')
          .filter(
            ({ code, severity }) => severity === 'error' || code.startsWith('schema/') || code.startsWith('yaml/'),
          );
        assert.deepEqual(
          wrong.map(({ code, message }) => `${code}: ${message}`),
          [],
        );
      });
    }
  }
});
