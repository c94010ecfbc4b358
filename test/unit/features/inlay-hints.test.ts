import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inlayHints } from '../../../server/src/core/features/inlay-hints.ts';
import { nameOf, openIn } from './chart-files.ts';

/** The overlay with its hints written into it. */
async function shown(overlay: string, base: string, defaults?: string): Promise<string> {
  const { part } = await openIn({
    ...(defaults === undefined
      ? {}
      : { 'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n', 'values.yaml': defaults }),
    'base.yaml': base,
    'values-prod.yaml': `# production-values: base=base.yaml\n${overlay}~`,
  });
  const { analysis, document } = part;
  const hints = inlayHints(analysis, document, { start: 0, end: document.text.length }, nameOf);
  return hints
    .toReversed()
    .reduce((text, { offset, label }) => `${text.slice(0, offset)} ${label}${text.slice(offset)}`, document.text)
    .replace(/^#.*\n/, '');
}

describe('inherited values behind the lines that override them', () => {
  const cases: readonly (readonly [string, string, string, string, string?])[] = [
    ['a scalar', 'a: 3\n', 'a: 1\n', 'a: 3 ← 1\n'],
    ['before a comment', 'a: 3 # three\n', 'a: 1\n', 'a: 3 ← 1 # three\n'],
    ['below other keys', 'm:\n  a: 3\n  b: 1\n', 'm:\n  a: 1\n', 'm:\n  a: 3 ← 1\n  b: 1\n'],
    ['not where nothing changes', 'a: 1\nm: {b: 2}\n', 'a: 1\nm: {b: 2}\n', 'a: 1\nm: {b: 2}\n'],
    ['not what is new', 'b: 1\n', 'a: 1\n', 'b: 1\n'],
    ['a list as a whole', 'l:\n  - 3\n', 'l: [1, 2]\n', 'l: ← [1, 2]\n  - 3\n'],
    ['a long list by its length', 'l: # new\n  - 3\n', `l: [${'item, '.repeat(20)}x]\n`, 'l: ← [21] # new\n  - 3\n'],
    ['a map in place of a value', 'a:\n  b: 1\n', 'a: text\n', 'a: ← text\n  b: 1\n'],
    ['null', 'a: null\nb:\n', 'a: 1\nb: 2\n', 'a: null ← 1\nb: ← 2\n'],
    ['a block of text', 'a: |\n  new\n', 'a: old\n', 'a: | ← old\n  new\n'],
    ['a default of the chart', 'a: 3\nb: 1\n', 'b: 2\n', 'a: 3 ← 0\nb: 1 ← 2\n', 'a: 0\nb: 0\n'],
    [
      'secrets are hidden',
      'password: x\ntoken: {a: y}\n',
      'password: hunter2\ntoken: {a: hunter2}\n',
      'password: x ← ••••\ntoken: {a: y ← ••••}\n',
    ],
  ];
  for (const [name, overlay, base, expected, defaults] of cases) {
    it(name, async () => assert.equal(await shown(overlay, base, defaults), expected));
  }

  it('only those of the lines that are asked for, with their origin', async () => {
    const { part } = await openIn({ 'values.yaml': 'a: 1\n# b\nb: 1\n', 'values-prod.yaml': 'a: 2\nb: 2\n~' });
    assert.deepEqual(inlayHints(part.analysis, part.document, { start: 5, end: 9 }, nameOf), [
      { offset: 9, label: '← 1', origin: 'values.yaml:3' },
    ]);
  });
});
