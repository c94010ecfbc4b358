import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldsOf } from '../../../server/src/core/features/folding.ts';
import { selectionsAt } from '../../../server/src/core/features/selection.ts';
import { type OutlineEntry, outlineOf } from '../../../server/src/core/features/symbols.ts';
import { parse } from '../../../server/src/core/values/document.ts';
import { cursor } from '../../support/cursor.ts';

const shown = ({ name, detail, kind, children }: OutlineEntry): string =>
  `${name}:${kind}${detail ? `=${detail}` : ''}${children.length > 0 ? `(${children.map(shown).join(' ')})` : ''}`;

describe('outline', () => {
  const cases: readonly [string, string][] = [
    ['', ''],
    ['a: 1\nb: "x"\nc: true\nd:\n', 'a:number=1 b:text=x c:boolean=true d:null'],
    ['a:\n  b:\n    c: 1\n', 'a:map(b:map(c:number=1))'],
    [
      'env:\n  - name: A\n    value: 1\n  - value: 2\n  - x\n',
      'env:list(A:map(name:text=A value:number=1) [1]:map(value:number=2) x:text=x)',
    ],
    ['base: &b\n  x: 1\nover:\n  <<: *b\n  z: 2\nsame: *b\n', 'base:map(x:number=1) over:map(z:number=2) same:map'],
    ['__proto__: 1\n', '__proto__:number=1'],
    ['a: [1\nb: 2\n', 'a:list(1:number=1) b:number=2'],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () =>
      assert.equal(
        outlineOf(parse('x', 1, text).root)
          .map(shown)
          .join(' '),
        expected,
      ),
    );
  }

  it('puts names inside their entries', () => {
    const check = ({ span, nameSpan, children }: OutlineEntry): void => {
      assert.ok(span.start <= nameSpan.start && nameSpan.end <= span.end);
      children.forEach(check);
    };
    outlineOf(parse('x', 1, 'a: &a\n  b: [1, {c: 2}]\nd: *a\ne:\n  <<: *a\n').root).forEach(check);
  });
});

describe('folding', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['a: 1\n', []],
    ['a:\n  b: 1\n  c: 2\n\n\nd: 1\n', ['0-2']],
    ['a:\n  - b: 1\n    c: 2\n  - d\n', ['0-3', '1-2']],
    ['# one\n# two\n\n# alone\na: 1\n', ['0-1 comment']],
    ['script: |\n  one\n  two\nb: 1\n', ['0-2']],
    ['a: {\n  b: 1\n}\n', ['0-2']],
    ['a: &a\n  b: 1\nc: *a\n', ['0-1']],
    ['- a: 1\n  b: 2\n- c\n', ['0-1']],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () =>
      assert.deepEqual(
        foldsOf(parse('x', 1, text)).map(
          ({ first, last, kind }) => `${first}-${last}${kind === 'comment' ? ' comment' : ''}`,
        ),
        expected,
      ),
    );
  }
});

describe('selection', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['a: |1\nb: 2\n', ['1', 'a: 1', 'a: 1\nb: 2', 'a: 1\nb: 2\n']],
    ['|a: 1\n', ['a', 'a: 1', 'a: 1\n']],
    [
      'a:\n  - x: |1\n    y: 2\n',
      ['1', 'x: 1', 'x: 1\n    y: 2', '- x: 1\n    y: 2', 'a:\n  - x: 1\n    y: 2', 'a:\n  - x: 1\n    y: 2\n'],
    ],
    ['|', []],
  ];
  for (const [marked, expected] of cases) {
    it(JSON.stringify(marked), () => {
      const { text, offset } = cursor(marked);
      const spans = selectionsAt(parse('x', 1, text).root, text, offset);
      assert.deepEqual(spans.map(({ start, end }) => text.slice(start, end)).filter(Boolean), expected);
    });
  }
});
