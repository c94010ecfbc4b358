import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completionContext } from '../../../server/src/core/features/completion-context.ts';
import { formatPath } from '../../../server/src/core/values/path.ts';
import { yaml } from '../../support/yaml.ts';

/** `|` is the cursor. What is expected: `key|value path (present keys)`; undefined: nothing can be completed. */
const cases: readonly [string, string, string | undefined][] = [
  ['an empty file', '|', 'key '],
  ['a word at the root', 'rep|', 'key '],
  ['other keys of the root', 'a: 1\nrep|\nb:\n  c: 1\n', 'key  (a, b)'],
  ['inside a map', 'a:\n  b: 1\n  |\n  c: 2\nd: 3\n', 'key a (b, c)'],
  ['a deeper map', 'a:\n  b:\n    c:\n      d: 1\n    e|\n', 'key a.b (c)'],
  ['back at the root after deeper lines', 'a:\n  b:\n    c: 1\n|', 'key  (a)'],
  ['the first key of a map', 'a:\n  |', 'key a'],
  ['a value', 'a:\n  b: |', 'value a.b'],
  ['half a value', 'a:\n  b: tr|', 'value a.b'],
  ['a key in quotes', '"a.b":\n  c|', 'key ["a.b"]'],
  ['a list item', 'tolerations:\n  - |', 'key tolerations[0]'],
  ['a later list item', 'tolerations:\n  - key: a\n    value: b\n  - ke|', 'key tolerations[1]'],
  ['a later key of a list item', 'tolerations:\n  - key: a\n  - key: b\n    |', 'key tolerations[1] (key)'],
  ['a list in the column of its key', 'a:\n  tolerations:\n  - key: a\n  - ef|', 'key a.tolerations[1]'],
  ['a key after a list in the column of its key', 'a:\n  tolerations:\n  - key: a\n  aff|', 'key a (tolerations)'],
  ['a value in a list item', 'tolerations:\n  - key: a\n    effect: No|', 'value tolerations[0].effect'],
  ['the first value of a list item', 'tolerations:\n  - effect: |', 'value tolerations[0].effect'],
  ['below a list', 'a:\n  list:\n    - x: 1\n      y:\n        z: 1\n  b|', 'key a (list)'],
  ['nested lists of maps', 'a:\n  - b:\n      - c: 1\n        d|', 'key a[0].b[0] (c)'],
  ['a name before a colon', 'a:\n  en|abled: true\n', 'key a'],
  ['a comment at the end of the line', 'a:\n  b: | # why\n', 'value a.b'],
  ['comments and blank lines between', 'a:\n  b: 1\n\n# text\n  |', 'key a (b)'],
  ['a broken line elsewhere', 'x: [1,\na:\n  b|', 'key a'],
  ['a half-typed line beside', 'a:\n  some\n  b|', 'key a'],
  ['windows line breaks', 'a:\r\n  b: 1\r\n  |\r\n', 'key a (b)'],
  ['an anchor behind the key', 'a: &base\n  b|', 'key a'],
  ['a document start', '---\na: 1\nb|', 'key  (a)'],
  ['a block string below', 'a:\n  script: |-\n    x: 1\n  ¦', 'key a (script)'],
  ['a comment', '# rep|', undefined],
  ['a comment behind a value', 'a: 1 # rep|', undefined],
  ['a block string', 'a: |-\n  key¦', undefined],
  ['deep in a block string', 'a: >\n  x\n    ke¦', undefined],
  ['a quoted string', 'a: "tr|', undefined],
  ['a flow map', 'a: { b|', undefined],
  ['a flow map over several lines', 'a: {\n  b|', undefined],
  ['the continuation of a plain string', 'a: some text\n  mo|', undefined],
  ['two words', 'a:\n  some te|', undefined],
  ['right after the colon', 'a:|', undefined],
  ['an indentation between two levels', 'a:\n    b: 1\n  |', undefined],
];

describe('where something is being typed', () => {
  for (const [title, marked, expected] of cases) {
    it(title, () => {
      const marker = marked.includes('¦') ? '¦' : '|';
      const at = marked.indexOf(marker);
      const context = completionContext(marked.slice(0, at) + marked.slice(at + 1), at);
      const present = context && context.present.size > 0 ? ` (${[...context.present].sort().join(', ')})` : '';
      assert.equal(context && `${context.kind} ${formatPath(context.path)}${present}`, expected);
    });
  }

  it('replaces the word around the cursor', () => {
    const text = yaml`
      a:
        enbled: true
    `;
    const context = completionContext(text, text.indexOf('enbled') + 2);
    assert.deepEqual(
      context && [text.slice(context.word.start, context.word.end), context.typed, context.named, context.column],
      ['enbled', 'en', true, 2],
    );
  });
});
