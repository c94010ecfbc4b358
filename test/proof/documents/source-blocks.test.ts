import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fixesFor } from '../../../server/src/core/rule/apply.ts';
import { rules } from '../../../server/src/core/rules/index.ts';
import { createWorkspace } from '../../../server/src/workspace/workspace.ts';
import { inMemory, memoryHost } from '../../support/memory-host.ts';
import { reparse } from '../../support/rule-tester.ts';
import { shared, withoutShared } from '../../support/shared.ts';

/** Fenced YAML blocks of a document, without their indentation. */
function blocksOf(document: string): readonly string[] {
  return [...document.matchAll(/^([ \t]*)```ya?ml[^\n]*\n([\s\S]*?)^[ \t]*```/gm)].map(([, indent = '', body = '']) =>
    body
      .split('\n')
      .map(line => (line.startsWith(indent) ? line.slice(indent.length) : line))
      .join('\n'),
  );
}

function sources(): readonly (readonly [string, string])[] {
  const references = readdirSync(shared('references/')).flatMap(name =>
    blocksOf(readFileSync(shared(`references/${name}`), 'utf8')).map((text, index): [string, string] => [
      `${name} #${index + 1}`,
      text,
    ]),
  );
  const snippets = readdirSync(shared('facts/spaces/snippets/'))
    .filter(name => name.endsWith('.yaml'))
    .map((name): [string, string] => [name, readFileSync(shared(`facts/spaces/snippets/${name}`), 'utf8')]);
  return [...references, ...snippets];
}

describe('every YAML block of the source documents goes through check', { skip: withoutShared }, () => {
  const blocks = withoutShared ? [] : sources();

  it('there are blocks', () => assert.ok(blocks.length > 50, `${blocks.length}`));

  for (const product of ['spaces', 'kcp/kcp', undefined]) {
    it(`as ${product ?? 'values of any chart'}: no rule fails, every fix can be worked out`, async () => {
      const files = Object.fromEntries(blocks.map(([, text], index) => [`production/${index}-values.yaml`, text]));
      const workspace = createWorkspace(
        memoryHost(files),
        [inMemory('')],
        rules,
        product === undefined ? {} : { product },
      );
      for (const [index, [name]] of blocks.entries()) {
        const { analysis, document, findings } = await workspace.check(inMemory(`production/${index}-values.yaml`), {
          explicit: true,
        });
        assert.deepEqual(analysis?.crashes ?? [], [], name);
        for (const finding of document ? findings : []) {
          assert.ok(document && fixesFor(document, finding, reparse), name);
        }
      }
    });
  }
});
