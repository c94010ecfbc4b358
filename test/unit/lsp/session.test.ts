import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { emptyConfiguration } from '../../../server/src/core/config/configuration.ts';
import { createSession, type OpenFile } from '../../../server/src/lsp/session.ts';

/** A session over files in memory, and what it reported. */
function start(disk: Readonly<Record<string, string>> = {}) {
  const results: string[] = [];
  const failures: string[] = [];
  const reads: string[] = [];
  let wake: (() => void) | undefined;
  const session = createSession(
    {
      async read(uri) {
        reads.push(uri);
        const text = disk[uri];
        return text === undefined ? undefined : { text };
      },
      list: async () => [],
      asset: async name => JSON.parse(readFileSync(new URL(`../../../schemas/${name}`, import.meta.url), 'utf8')),
    },
    {
      configurationOf: async () => emptyConfiguration,
      onFailure: (what, error) => failures.push(`${what}: ${error}`),
      onResult({ uri, document: { version } }: OpenFile, cause) {
        results.push(`${uri.slice('file:///w/'.length)}@${version} ${cause}`);
        wake?.();
      },
    },
  );
  session.restart(['file:///w']);
  return {
    session,
    results,
    failures,
    reads,
    open(name: string, text: string, version = 1): TextDocument {
      const document = TextDocument.create(`file:///w/${name}`, 'yaml', version, text);
      session.opened(document);
      return document;
    },
    edit(document: TextDocument, text: string): void {
      TextDocument.update(document, [{ text }], document.version + 1);
      session.changed(document);
    },
    /** Settles when this many results have come. */
    async until(count: number): Promise<void> {
      while (results.length < count) {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    },
  };
}

describe('a session', () => {
  it('checks a file when it opens, and once for several quick edits', async () => {
    const { session, results, open, edit, until } = start();
    const document = open('values.yaml', 'a: 1\n');
    await until(1);
    edit(document, 'a: 2\n');
    edit(document, 'a: 3\n');
    await until(2);
    assert.deepEqual(results, ['values.yaml@1 edit', 'values.yaml@3 edit']);
    assert.equal(session.last(document.uri)?.result?.document?.text, 'a: 3\n');
  });

  it('answers for the newest text without waiting for the pause', async () => {
    const { session, results, open, edit } = start();
    const document = open('values.yaml', 'a: 1\n');
    edit(document, 'a: 2\n');
    const file = await session.fresh(document.uri);
    assert.equal(file?.result?.document?.text, 'a: 2\n');
    await session.fresh(document.uri);
    assert.deepEqual(results, ['values.yaml@2 edit']);
  });

  it('checks the files above one that changed, and no others', async () => {
    const { results, open, edit, until } = start();
    const base = open('base-values.yaml', 'a: 1\n');
    open('x/values-prod.yaml', '# production-values: base=../base-values.yaml\nb: 1\n');
    open('values-other.yaml', 'c: 1\n');
    await until(3);
    results.length = 0;
    edit(base, 'a: 2\n');
    await until(2);
    assert.deepEqual(results.sort(), ['base-values.yaml@2 edit', 'x/values-prod.yaml@1 other']);
  });

  it('reads what is open from the editor and the rest from the disk', async () => {
    const { session, open } = start({ 'file:///w/values.yaml': 'a: 1\n' });
    const overlay = open('values-prod.yaml', 'b: 1\n');
    const layers = async () =>
      (await session.fresh(overlay.uri))?.result?.analysis?.snapshot.stack.layers.map(({ text }) => text);
    assert.deepEqual(await layers(), ['a: 1\n', 'b: 1\n']);
    const base = open('values.yaml', 'a: 2\n');
    assert.deepEqual(await layers(), ['a: 2\n', 'b: 1\n']);
    session.closed(base);
    assert.deepEqual(await layers(), ['a: 1\n', 'b: 1\n']);
  });

  it('knows nothing of a file that was closed', async () => {
    const { session, open } = start();
    const document = open('values.yaml', 'a: 1\n');
    await session.fresh(document.uri);
    session.closed(document);
    assert.equal(session.last(document.uri), undefined);
    assert.equal(await session.fresh(document.uri), undefined);
  });

  it('takes different spellings of an address for one file', async () => {
    const { session, open } = start();
    open('a%3Ab/values.yaml', 'a: 1\n');
    assert.equal((await session.fresh('file:///w/a:b/values.yaml'))?.document.uri, 'file:///w/a%3Ab/values.yaml');
  });

  it('says of a text that is too large only that', async () => {
    const { session, open } = start();
    const document = open('values.yaml', 'a: 1\n'.repeat(1_100_000));
    assert.equal((await session.fresh(document.uri))?.result?.problem?.kind, 'too-large');
  });
});
