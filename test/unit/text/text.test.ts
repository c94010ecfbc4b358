import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { didYouMean } from '../../../server/src/core/text/did-you-mean.ts';
import { applyEdits, overlap, type TextEdit } from '../../../server/src/core/text/edit.ts';
import {
  columnAt,
  lineBreakOf,
  lineIndexOf,
  lineSpanAt,
  lineStartAt,
  nextLineStart,
  offsetAt,
  positionAt,
} from '../../../server/src/core/text/lines.ts';

describe('lines', () => {
  const text = 'a: 1\r\n\nüö: 2';
  const index = lineIndexOf(text);

  test('every offset has a position, and back', () => {
    for (let offset = 0; offset <= text.length; offset++) {
      assert.equal(offsetAt(index, positionAt(index, offset)), offset);
    }
    assert.deepEqual(positionAt(index, text.length), { line: 2, character: 5 });
    assert.deepEqual(positionAt(index, 99), { line: 2, character: 5 });
    assert.equal(offsetAt(index, { line: 9, character: 0 }), text.length);
  });

  test('a line is without its line break', () => {
    assert.deepEqual(lineSpanAt(text, 2), { start: 0, end: 4 });
    assert.deepEqual(lineSpanAt('\nx', 0), { start: 0, end: 0 });
    assert.equal(nextLineStart(text, 0), 6);
    assert.equal(nextLineStart(text, 8), text.length);
  });

  test('a byte order mark takes no column', () => {
    assert.equal(lineStartAt('\ufeffa: 1\nb: 2', 3), 1);
    assert.equal(columnAt('\ufeffa: 1\nb: 2', 1), 0);
    assert.equal(columnAt('\ufeffa: 1\nb: 2', 9), 3);
    assert.equal(columnAt('\nab', 2), 1);
  });

  test('line breaks are those of the text', () => {
    assert.equal(lineBreakOf(text), '\r\n');
    assert.equal(lineBreakOf('a'), '\n');
  });
});

describe('edits', () => {
  const at = (start: number, end: number, newText: string): TextEdit => ({ uri: 'u', span: { start, end }, newText });

  test('apply in any order', () => {
    assert.equal(applyEdits('abcdef', [at(4, 5, 'E'), at(0, 1, ''), at(2, 2, '-'), at(2, 2, '+')]), 'b-+cdEf');
  });

  test('refuse to overlap', () => {
    assert.throws(() => applyEdits('abc', [at(0, 2, ''), at(1, 3, '')]));
    assert.ok(overlap(at(0, 2, ''), at(1, 3, '')));
    assert.ok(overlap(at(1, 3, ''), at(1, 2, '')));
    assert.ok(!overlap(at(0, 2, ''), at(2, 3, '')));
    assert.ok(!overlap(at(2, 2, 'a'), at(2, 2, 'b')));
    assert.ok(!overlap(at(0, 2, ''), { ...at(0, 2, ''), uri: 'other' }));
  });
});

describe('did you mean', () => {
  const known = ['replicas', 'replicaCount', 'resources', 'podDisruptionBudget', 'hpa', 'image', 'tag'];
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['replica', ['replicas']],
    ['replcias', ['replicas']],
    ['Replicas', ['replicas']],
    ['pod-disruption-budget', ['podDisruptionBudget']],
    ['hap', ['hpa']],
    ['tolerations', []],
    ['x', []],
  ];
  for (const [word, expected] of cases) {
    test(`${word}: ${expected.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(didYouMean(word, known, 1), expected);
    });
  }
});
