import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { PartDocument } from '../../../server/src/core/manifest/embedded.ts';
import { inlineDocuments, readManifest } from '../../../server/src/core/manifest/manifest.ts';
import { lineSpanAt } from '../../../server/src/core/text/lines.ts';
import { walk } from '../../../server/src/core/values/node.ts';

const SHARED = new URL('../../../../shared/corpus/', import.meta.url);
const skip = existsSync(SHARED) ? false : 'the corpus is not at hand';

interface Entry {
  readonly file: string;
  readonly category: string;
}

const manifests = (): readonly (readonly [string, string])[] =>
  (JSON.parse(readFileSync(new URL('index.json', SHARED), 'utf8')) as Entry[])
    .filter(({ category }) => category === 'embedded' || category === 'spaces-kcp')
    .map(({ file }) => [file, readFileSync(new URL(file, SHARED), 'utf8')] as const);

const partsOf = (text: string): readonly PartDocument[] => {
  const manifest = readManifest('file:///a.yaml', 1, text);
  return manifest ? inlineDocuments(manifest) : [];
};

describe('manifests of the corpus', { skip }, () => {
  it('each key and plain scalar stands where its node says', () => {
    let checked = 0;
    for (const [file, text] of manifests()) {
      for (const part of partsOf(text)) {
        for (const node of part.root && !part.embeddedAt?.endsWith('parameters') ? walk(part.root) : []) {
          if (node.kind === 'map') {
            for (const [name, { key }] of node.entries) {
              const written = text.slice(key.span.start, key.span.end).replace(/^(["'])(.*)\1$/, '$2');
              assert.equal(written, name, file);
              checked++;
            }
          } else if (node.kind === 'scalar' && node.style === 'plain') {
            assert.equal(
              text.slice(node.site.span.start, node.site.span.end).replace(/\s+/g, ' '),
              node.source.replace(/\s+/g, ' '),
              file,
            );
            checked++;
          }
        }
      }
    }
    assert.ok(checked > 3000, String(checked));
  });

  it('a sentinel key written before the first key of each values map is found on its line', () => {
    let checked = 0;
    for (const [file, text] of manifests()) {
      for (const part of partsOf(text)) {
        const first = part.root?.kind === 'map' && !part.root.flow ? [...part.root.entries.values()][0] : undefined;
        if (
          !first ||
          first.value.shared ||
          part.embeddedAt?.endsWith('parameters') ||
          first.value.site.uri !== part.uri
        ) {
          continue;
        }
        const at = first.key.span.start;
        const column = at - lineSpanAt(text, at).start;
        const changed = `${text.slice(0, at)}sentinel: 4711\n${' '.repeat(column)}${text.slice(at)}`;
        const again = partsOf(changed).find(
          other => other.ordinal === part.ordinal && other.embeddedAt === part.embeddedAt,
        );
        const found = again?.root?.kind === 'map' ? again.root.entries.get('sentinel') : undefined;
        assert.equal(found?.key.span.start, at, `${file} ${part.embeddedAt}`);
        assert.equal(changed.slice(found?.value.site.span.start, found?.value.site.span.end), '4711');
        checked++;
      }
    }
    assert.ok(checked >= 60, String(checked));
  });
});
