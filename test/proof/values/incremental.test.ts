import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, type ValuesDocument } from '../../../server/src/core/values/document.ts';
import { reparse } from '../../../server/src/core/values/incremental.ts';
import { nodeAt } from '../../../server/src/core/values/node.ts';
import { type Random, randomOf } from '../../support/random.ts';
import { randomDocument } from './random-document.ts';

const uri = 'file:///values.yaml';
const read = (text: string): ValuesDocument => parse(uri, 1, text);

/** Whatever changes what the text around it means, and much that does not. */
const inserted = [
  ...[' ', '  ', '\n', '\r\n', '\n\n', '\t', ':', '#', '"', "'", '- ', '|', '>', '&a ', '*a', '{', '}', '[', ']', ','],
  ...[
    'a',
    '1',
    'key: value',
    '\nkey: value\n',
    'a: 1\n',
    '\n  deep:\n    er: 2\n',
    '---\n',
    '\n---\n',
    '...\n',
    '\n...\n',
  ],
  ...[
    '# note\n',
    '\n# note\n',
    '<<: {m: 1}\n',
    '? a\n: b\n',
    '!!str ',
    '|+\n  text\n\n',
    '>-\n',
    '"open\n',
    '%YAML 1.1\n',
  ],
  ...[
    '\ufeff',
    '\u0000',
    'b:\n- 1\n- 2\n',
    'production-values-next-block: 0\n',
    '~: 1\n',
    '[]\n',
    '\n\n\n',
    '<<: *a\n',
  ],
];

function randomEdit(random: Random, text: string): string {
  const lineStart = (at: number) => text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const somewhere = random.below(text.length + 1);
  const start = random.below(3) === 0 ? lineStart(somewhere) : somewhere;
  const length = random.below(3) === 0 ? random.below(12) : random.below(4) === 0 ? random.below(80) : 0;
  const end = random.below(4) === 0 ? Math.max(start, lineStart(start + length)) : start + length;
  return text.slice(0, start) + (random.below(4) === 0 ? '' : random.pick(inserted)) + text.slice(end);
}

describe('incremental reading', () => {
  it('gives exactly what reading the whole text gives', () => {
    let reused = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomOf(seed);
      const texts = Array.from({ length: 1 + random.below(3) }, (_, part) =>
        // Keys at the margin are few: the parts of a text get names of their own.
        randomDocument(random)
          .text.replace(/^(?:\ufeff)?(?:# p.*\s+)?---\r?\n/, part === 0 ? '$&' : '')
          .replace(/^(?=\w)/gm, 'p'.repeat(part)),
      );
      let document = read(texts.join(''));
      for (let step = 0; step < 6; step++) {
        const text = randomEdit(random, document.text);
        const next = reparse(document, text);
        assert.deepEqual(
          next,
          parse(uri, document.version + 1, text),
          `seed ${seed}: ${JSON.stringify([document.text, text])}`,
        );
        reused += isPartlySame(document, next) ? 1 : 0;
        // What cannot be read is rarely built upon.
        document = next.problems.length === 0 || random.below(8) === 0 ? next : document;
      }
    }
    assert.ok(reused > 50, `blocks were reused after ${reused} edits only`);
  });

  const blocks = 'a:\n  x: 1\n# of b\nb:\n  - y\n  - z: |\n      text\nc: {d: 1}\n';

  it('keeps the nodes around an edit in an inner map', () => {
    const text = 'a:\n  b:\n    x: 1\n    y: 2\n    z: 3\n  c: 1\nd: 1\n';
    const before = read(text);
    const after = reparse(before, text.replace('y: 2', 'y: {k: v}'));
    assert.deepEqual(after, parse(uri, 2, after.text));
    assert.equal(nodeAt(after.root, ['a', 'b', 'x']), nodeAt(before.root, ['a', 'b', 'x']));
  });

  it('keeps the nodes of blocks before an edit', () => {
    const before = read(blocks);
    const after = reparse(before, blocks.replace('d: 1', 'd: 23'));
    assert.equal(nodeAt(after.root, ['a']), nodeAt(before.root, ['a']));
    assert.notEqual(nodeAt(after.root, ['c']), nodeAt(before.root, ['c']));
  });

  const edits: readonly (readonly [string, string, string])[] = [
    ['a value grows', blocks, blocks.replace('x: 1', 'x: 1000')],
    ['a block goes', blocks, blocks.replace(/^b:[\s\S]*(?=^c)/m, '')],
    ['a block comes', blocks, blocks.replace(/^c/m, 'new:\n  k: v\nc')],
    ['a block moves into the one above', blocks, blocks.replace('b:\n  -', '  b:\n  -')],
    ['a key is there twice', blocks, blocks.replace(/^c/m, 'a')],
    ['a text is left open', blocks, blocks.replace('x: 1', 'x: "1')],
    ['a text ends further down', 'a: 1\nb: "x"\nc: "y"\n', 'a: "1\nb: "x"\nc: "y"\n'],
    ['an alias to another block', 'a: &a 1\nb: 2\nc: 3\n', 'a: &a 1\nb: *a\nc: 3\n'],
    ['an anchor that another block uses', 'a: &a 1\nb: *a\nc: 3\n', 'a: &a 2\nb: *a\nc: 3\n'],
    ['an anchor that names a key', 'a: &a x\n*a : 2\nc: 3\n', 'a: &a y\n*a : 2\nc: 3\n'],
    ['a second document', blocks, blocks.replace(/^c/m, '---\nc')],
    ['the end of the document', blocks, blocks.replace(/^c/m, '...\nc')],
    ['an empty value before a comment', 'a:\n# c\nb: 1\n', 'a: \n# c\nb: 1\n'],
    ['a text that keeps its last lines', 'a: |+\n  x\n\n\nb: 1\n', 'a: |+\n  xy\n\n\nb: 1\n'],
    ['a list at the margin', 'a: 1\nb:\n- x\n- y\nc: 1\n', 'a: 1\nb:\n- x\n- z: 2\nc: 1\n'],
    ['everything goes', blocks, ''],
    [
      'an inner key takes the ones below',
      'a:\n  b:\n    x: 1\n  c: 2\n  d: 3\ne: 4\n',
      'a:\n  b:\n    x: 1\n    c: 2\n  d: 3\ne: 4\n',
    ],
    ['an inner key leaves its map', 'a:\n  b: 1\n  c: 2\n  d: 3\ne: 4\n', 'a:\n  b: 1\nc: 2\n  d: 3\ne: 4\n'],
    [
      'a bracket opens left of an inner map',
      'a:\n  b:\n    c: 1\n    d: 1\n    e: "}"\n    f: 1\ng: 1\n',
      'a:\n  b:\n    c: 1\n {  d: 1\n    e: "}"\n    f: 1\ng: 1\n',
    ],
    [
      'a bracket in the margin of an inner key',
      'a:\n  b:\n    c: 1\n    d: {}\n    e: 1\n',
      'a:\n  b:\n    c: 1\n  { d: {}\n    e: 1\n',
    ],
    ['an inner text goes on at the margin', 'a:\n  b: "1"\n  c: 2\n  d: 3\n', 'a:\n  b: "1\nx"\n  c: 2\n  d: 3\n'],
    ['the last line break goes', blocks, blocks.trimEnd()],
  ];
  for (const [what, before, after] of edits) {
    it(what, () => assert.deepEqual(reparse(read(before), after), parse(uri, 2, after)));
  }
});

const isPartlySame = (a: ValuesDocument, b: ValuesDocument): boolean =>
  a.root?.kind === 'map' &&
  b.root?.kind === 'map' &&
  [...a.root.entries].some(([name, { value }]) => nodeAt(b.root, [name]) === value);
