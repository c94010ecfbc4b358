import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyFixes } from '../../../server/src/core/rule/apply.ts';
import type { Finding } from '../../../server/src/core/rule/finding.ts';
import { parse, type ValuesDocument } from '../../../server/src/core/values/document.ts';
import { reparse } from '../../../server/src/core/values/incremental.ts';
import type { Operation } from '../../../server/src/core/values/operation.ts';

const uri = 'file:///values.yaml';

const findingWith = (...operations: readonly Operation[]): Finding => ({
  code: 'some-rule',
  severity: 'warning',
  message: '',
  path: [],
  site: { uri, span: { start: 0, end: 0 } },
  related: [],
  tags: [],
  fixes: () => [{ title: 'Fix', safety: 'safe', operations }],
  replaces: [],
});

/** The text after the fixes of `findings`, how many were applied, and how often the text was read. */
function fixed(text: string, findings: readonly Finding[]) {
  let reads = 0;
  const counting = (document: ValuesDocument, next: string) => {
    reads++;
    return reparse(document, next);
  };
  const result = applyFixes(parse(uri, 1, text), findings, 'safe', counting);
  return { text: result.text, applied: result.applied.length, reads };
}

describe('applying fixes', () => {
  it('carries out many in one go', () => {
    const names = Array.from({ length: 100 }, (_, n) => `part${n}`);
    const before = names.map(name => `${name}:\n  replicas: 1\n  cpu: 5\n`).join('');
    const findings = names.map(name => findingWith({ op: 'set', path: [name, 'replicas'], value: 3 }));
    assert.deepEqual(fixed(before, findings), {
      text: before.replaceAll('replicas: 1', 'replicas: 3'),
      applied: 100,
      reads: 1,
    });
  });

  const cases: readonly { name: string; before: string; operations: readonly Operation[]; after: string }[] = [
    {
      name: 'two new keys of a map that is not there',
      before: 'a: 1\n',
      operations: [
        { op: 'set', path: ['b', 'x'], value: 1 },
        { op: 'set', path: ['b', 'w'], value: 2 },
      ],
      after: 'a: 1\nb:\n  x: 1\n  w: 2\n',
    },
    {
      name: 'the only two keys of a map: it goes with the second one',
      before: 'a:\n  x: 1\n  w: 2\nb: 1\n',
      operations: [
        { op: 'remove', path: ['a', 'x'] },
        { op: 'remove', path: ['a', 'w'] },
      ],
      after: 'b: 1\n',
    },
    {
      name: 'a place that an earlier one wrote to waits',
      before: 'a:\n  x: 1\n',
      operations: [
        { op: 'set', path: ['a', 'x'], value: 2 },
        { op: 'set', path: ['a', 'x'], value: 3 },
      ],
      after: 'a:\n  x: 2\n',
    },
    {
      name: 'two keys of a flow map',
      before: 'a: {x: 1}\n',
      operations: [
        { op: 'set', path: ['a', 'w'], value: 2 },
        { op: 'set', path: ['a', 'z'], value: 3 },
      ],
      after: 'a: {x: 1, w: 2, z: 3}\n',
    },
    {
      name: 'one that would break the file is left out, the others are not',
      before: 'a: 1\nb: 2\nc: 3\n',
      operations: [
        { op: 'set', path: ['a'], value: 10 },
        { op: 'rewrite', path: ['b'], text: '"open' },
        { op: 'set', path: ['c'], value: 30 },
      ],
      after: 'a: 10\nb: 2\nc: 30\n',
    },
  ];
  for (const { name, before, operations, after } of cases) {
    it(name, () =>
      assert.equal(
        fixed(
          before,
          operations.map(operation => findingWith(operation)),
        ).text,
        after,
      ),
    );
  }
});
