import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { codePage, codePages, isCode } from '../../../server/src/core/features/code-pages.ts';

const root = new URL('../../../', import.meta.url);

/** Every code that stands in the sources between quotes. */
function usedCodes(): ReadonlySet<string> {
  const folder = new URL('server/src/', root);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name => name.endsWith('.ts') && !name.endsWith('code-pages.ts'),
  );
  return new Set(
    sources.flatMap(name =>
      [
        ...readFileSync(new URL(name, folder), 'utf8').matchAll(/'((?:yaml|schema|values|ignore|config)\/[a-z-]+)'/g),
      ].map(([, code = '']) => code),
    ),
  );
}

it('every code has a page, and every page a code', () => {
  const used = usedCodes();
  assert.ok(used.size > 20);
  assert.deepEqual(
    [...used].filter(code => !isCode(code)),
    [],
  );
  const paged = codePages().map(([name]) => name.replace('-', '/').replace(/\.md$/, ''));
  assert.deepEqual(
    paged.filter(code => !used.has(code)),
    [],
  );
});

it('what is no code has no page', () => {
  assert.equal(codePage('constructor'), undefined);
});
