import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonValue } from '../../../server/src/core/product/table.ts';
import { applyEdits } from '../../../server/src/core/text/edit.ts';
import { parse, type ValuesDocument } from '../../../server/src/core/values/document.ts';
import { editsFor } from '../../../server/src/core/values/edit.ts';
import type { Operation } from '../../../server/src/core/values/operation.ts';
import { type Path, parsePath } from '../../../server/src/core/values/path.ts';
import { yaml } from '../../support/yaml.ts';

const at = (text: string): Path => parsePath(text) ?? [];
const set = (path: string, value: JsonValue, merge = false): Operation => ({ op: 'set', path: at(path), value, merge });
const append = (path: string, ...items: readonly JsonValue[]): Operation => ({ op: 'append', path: at(path), items });
const rename = (path: string, name: string): Operation => ({ op: 'rename', path: at(path), name });
const remove = (path: string): Operation => ({ op: 'remove', path: at(path) });
const move = (from: string, to: string): Operation => ({ op: 'move', from: at(from), to: at(to) });
const rewrite = (path: string, text: string): Operation => ({ op: 'rewrite', path: at(path), text });

interface Case {
  readonly name: string;
  readonly before: string;
  readonly operations: readonly Operation[];
  /** Undefined: the edit is refused. */
  readonly after: string | undefined;
}

const reparse = (document: ValuesDocument, text: string): ValuesDocument =>
  parse(document.uri, document.version + 1, text);

function edited(before: string, operations: readonly Operation[]): string | undefined {
  const edits = editsFor(parse('file:///values.yaml', 1, before), operations, reparse);
  return edits && applyEdits(before, edits);
}

const setCases: readonly Case[] = [
  {
    name: 'set replaces',
    before: yaml`
      a: 1 # c
      b: 2
    `,
    operations: [set('a', 3)],
    after: yaml`
      a: 3 # c
      b: 2
    `,
  },
  {
    name: 'set missing parents',
    before: yaml`
      a: 1
    `,
    operations: [set('x.y.z', true)],
    after: yaml`
      a: 1
      x:
        "y":
          z: true
    `,
  },
  {
    name: 'set in null',
    before: yaml`
      a:
        b: # why
      c: 1
    `,
    operations: [set('a.b.c', 1)],
    after: yaml`
      a:
        b: # why
          c: 1
      c: 1
    `,
  },
  {
    name: 'set null value',
    before: yaml`
      a: # why
      b: 1
    `,
    operations: [set('a', 'x')],
    after: yaml`
      a: x # why
      b: 1
    `,
  },
  {
    name: 'set ~',
    before: yaml`
      a: ~ # why
    `,
    operations: [set('a', 'x')],
    after: yaml`
      a: x # why
    `,
  },
  {
    name: 'set {} ',
    before: yaml`
      a: {} # why
      b: 1
    `,
    operations: [set('a.x', 1)],
    after: yaml`
      a: # why
        x: 1
      b: 1
    `,
  },
  {
    name: 'set [] ',
    before: yaml`
      a: [] # why
      b: 1
    `,
    operations: [set('a', [1, { b: 2 }])],
    after: yaml`
      a: # why
        - 1
        - b: 2
      b: 1
    `,
  },
  {
    name: 'set root {}',
    before: yaml`
      {}
    `,
    operations: [set('a.x', 1)],
    after: yaml`
      a:
        x: 1
    `,
  },
  {
    name: 'set root {} with comment',
    before: yaml`
      # head
      {} # none
    `,
    operations: [set('a.x', 1)],
    after: yaml`
      # head
      a: # none
        x: 1
    `,
  },
  {
    name: 'block scalar',
    before: yaml`
      a: |
        text
        more

      # next
      b: 1
    `,
    operations: [set('a', 'x')],
    after: yaml`
      a: x

      # next
      b: 1
    `,
  },
  {
    name: 'block scalar with comment',
    before: yaml`
      a: | # hey
        text
      b: 1
    `,
    operations: [set('a', 'x')],
    after: yaml`
      a: x # hey
      b: 1
    `,
  },
  {
    name: 'block scalar to map',
    before: yaml`
      a: |-
        text
      b: 1
    `,
    operations: [set('a', { x: 1 })],
    after: yaml`
      a:
        x: 1
      b: 1
    `,
  },
  {
    name: 'quoted',
    before: yaml`
      a: 'x'
      b: "y"
    `,
    operations: [set('a', "it's"), set('b', 'q"')],
    after: "a: 'it''s'\nb: \"q\\\"\"\n",
  },
  {
    name: 'quoted to number',
    before: yaml`
      a: 'x' # c
    `,
    operations: [set('a', 1)],
    after: yaml`
      a: 1 # c
    `,
  },
  {
    name: 'scalar to map',
    before: yaml`
      a: 1 # c
      b: 2
    `,
    operations: [set('a', { x: 1, y: [1] })],
    after: yaml`
      a: # c
        x: 1
        "y":
          - 1
      b: 2
    `,
  },
  {
    name: 'map to scalar',
    before: yaml`
      a: # head
        # lead
        x: 1
        # trail
      b: 2
    `,
    operations: [set('a', 1)],
    after: yaml`
      a: 1 # head
        # trail
      b: 2
    `,
  },
  {
    name: 'map to map',
    before: yaml`
      a: # head
        x: 1

      b: 2
    `,
    operations: [set('a', { y: 2 })],
    after: yaml`
      a: # head
        "y": 2

      b: 2
    `,
  },
  {
    name: 'map to {}',
    before: yaml`
      a: # head
        x: 1

      b: 2
    `,
    operations: [set('a', {})],
    after: yaml`
      a: {} # head

      b: 2
    `,
  },
  {
    name: 'list to list',
    before: yaml`
      a: # head
        - 1
        - 2
      b: 2
    `,
    operations: [set('a', [3])],
    after: yaml`
      a: # head
        - 3
      b: 2
    `,
  },
  {
    name: 'list at key column to list',
    before: yaml`
      a: # head
      - 1
      - 2
      b: 2
    `,
    operations: [set('a', [3])],
    after: yaml`
      a: # head
      - 3
      b: 2
    `,
  },
  {
    name: 'flow map add',
    before: yaml`
      a: {x: 1, y: 2} # c
    `,
    operations: [set('a.z', 3)],
    after: yaml`
      a: {x: 1, y: 2, z: 3} # c
    `,
  },
  {
    name: 'flow map add padded',
    before: yaml`
      a: { x: 1 }
    `,
    operations: [set('a.z', 3)],
    after: yaml`
      a: { x: 1, z: 3 }
    `,
  },
  {
    name: 'flow map trailing comma',
    before: yaml`
      a: { x: 1, }
    `,
    operations: [set('a.z', 3)],
    after: yaml`
      a: { x: 1, z: 3, }
    `,
  },
  {
    name: 'flow map multi-line',
    before: yaml`
      a: {
        x: 1,
        y: 2
      }
    `,
    operations: [set('a.z', 3)],
    after: yaml`
      a: {
        x: 1,
        y: 2,
        z: 3
      }
    `,
  },
  {
    name: 'flow map multi-line trailing comma',
    before: yaml`
      a: {
        x: 1,
        y: 2,
      }
    `,
    operations: [set('a.z', 3)],
    after: yaml`
      a: {
        x: 1,
        y: 2,
        z: 3,
      }
    `,
  },
  {
    name: 'flow map comment',
    before: yaml`
      a: {
        x: 1, # one
        y: 2 # two
      }
    `,
    operations: [set('a.z', 3)],
    after: yaml`
      a: {
        x: 1, # one
        y: 2, # two
        z: 3
      }
    `,
  },
  {
    name: 'flow null z',
    before: yaml`
      a: {x, y: , z:}
    `,
    operations: [set('a.z', 1)],
    after: yaml`
      a: {x, y: , z: 1}
    `,
  },
  {
    name: 'flow null q',
    before: yaml`
      a: {"x":}
    `,
    operations: [set('a.x', 1)],
    after: yaml`
      a: {"x": 1}
    `,
  },
  {
    name: 'flow replace in map',
    before: yaml`
      a: {x: 1}
    `,
    operations: [set('a', { y: { z: 2 } })],
    after: yaml`
      a:
        "y":
          z: 2
    `,
  },
  {
    name: 'empty',
    before: '',
    operations: [set('a.b', 1)],
    after: yaml`
      a:
        b: 1
    `,
  },
  {
    name: 'comments only',
    before: yaml`
      # one

      # two
    `,
    operations: [set('a.b', 1)],
    after: yaml`
      # one

      # two
      a:
        b: 1
    `,
  },
  {
    name: '--- only',
    before: yaml`
      ---
    `,
    operations: [set('a.b', 1)],
    after: yaml`
      ---
      a:
        b: 1
    `,
  },
  {
    name: '--- comment',
    before: yaml`
      # hi
      ---
      # there
    `,
    operations: [set('a.b', 1)],
    after: yaml`
      # hi
      ---
      # there
      a:
        b: 1
    `,
  },
  {
    name: 'null root',
    before: yaml`
      null
    `,
    operations: [set('a.b', 1)],
    after: yaml`
      a:
        b: 1
    `,
  },
  {
    name: '~ root no newline',
    before: '~',
    operations: [set('a.b', 1)],
    after: 'a:\n  b: 1',
  },
  {
    name: 'no newline',
    before: 'a: 1',
    operations: [set('b', 1)],
    after: yaml`
      a: 1
      b: 1
    `,
  },
  {
    name: 'no newline nested',
    before: 'a:\n  x: 1',
    operations: [set('a.b', 1)],
    after: yaml`
      a:
        x: 1
        b: 1
    `,
  },
  {
    name: 'crlf',
    before: 'a:\r\n  x: 1\r\nb: 2\r\n',
    operations: [set('a.b.c', [1, 2])],
    after: 'a:\r\n  x: 1\r\n  b:\r\n    c:\r\n      - 1\r\n      - 2\r\nb: 2\r\n',
  },
  {
    name: 'crlf replace',
    before: 'a:\r\n  x: 1\r\nb: 2\r\n',
    operations: [set('a.x', { q: 2 })],
    after: 'a:\r\n  x:\r\n    q: 2\r\nb: 2\r\n',
  },
  {
    name: 'bom',
    before: '\ufeffa: 1\n',
    operations: [set('a', 2), set('b.c', 2)],
    after: '\ufeffa: 2\nb:\n  c: 2\n',
  },
  {
    name: 'bom empty',
    before: '\ufeff',
    operations: [set('b.c', 2)],
    after: '\ufeffb:\n  c: 2\n',
  },
  {
    name: '4-space',
    before: yaml`
      a:
          b:
              c: 1
    `,
    operations: [set('a.d', { e: [{ f: 1, g: 2 }] })],
    after: yaml`
      a:
          b:
              c: 1
          d:
              e:
                  - f: 1
                    g: 2
    `,
  },
  {
    name: 'list key column',
    before: yaml`
      l:
      - a: 1
        b: 2
      - a: 2
    `,
    operations: [set('m', [{ x: 1 }]), set('l[0].c', 3)],
    after: yaml`
      l:
      - a: 1
        b: 2
        c: 3
      - a: 2
      m:
      - x: 1
    `,
  },
  {
    name: 'list indented',
    before: yaml`
      l:
        - a: 1
          b: 2
        - a: 2
    `,
    operations: [set('m', [{ x: 1 }]), set('l[1].c', 3)],
    after: yaml`
      l:
        - a: 1
          b: 2
        - a: 2
          c: 3
      m:
        - x: 1
    `,
  },
  {
    name: 'list item set',
    before: yaml`
      l:
        - a # c
        - b
    `,
    operations: [set('l[0]', 'z')],
    after: yaml`
      l:
        - z # c
        - b
    `,
  },
  {
    name: 'list item to map',
    before: yaml`
      l:
        - a # c
        - b
    `,
    operations: [set('l[0]', { x: 1, y: 2 })],
    after: yaml`
      l:
        - x: 1 # c
          "y": 2
        - b
    `,
  },
  {
    name: 'list item map to scalar',
    before: yaml`
      l:
        - x: 1
          y: 2
        - b
    `,
    operations: [set('l[0]', 3)],
    after: yaml`
      l:
        - 3
        - b
    `,
  },
  {
    name: 'list item map to map',
    before: yaml`
      l:
        - x: 1
          y: 2

        - b
    `,
    operations: [set('l[0]', { q: 1 })],
    after: yaml`
      l:
        - q: 1

        - b
    `,
  },
  {
    name: 'list item null',
    before: yaml`
      l:
        -
        - b
    `,
    operations: [set('l[0]', { q: 1 })],
    after: yaml`
      l:
        - q: 1
        - b
    `,
  },
  {
    name: 'list item null scalar',
    before: yaml`
      l:
        -
        - b
    `,
    operations: [set('l[0]', 1)],
    after: yaml`
      l:
        - 1
        - b
    `,
  },
  {
    name: 'trailing comments',
    before: yaml`
      a:
        x: 1
        # y: 2

      # about b
      b: 2
    `,
    operations: [set('a.z', 1)],
    after: yaml`
      a:
        x: 1
        # y: 2
        z: 1

      # about b
      b: 2
    `,
  },
  {
    name: 'trailing comments eof',
    before: yaml`
      a:
        x: 1
        # y: 2

      # end of file
    `,
    operations: [set('a.z', 1)],
    after: yaml`
      a:
        x: 1
        # y: 2
        z: 1

      # end of file
    `,
  },
  {
    name: 'trailing comments root',
    before: yaml`
      a: 1

      # end of file
    `,
    operations: [set('z', 1)],
    after: yaml`
      a: 1
      z: 1

      # end of file
    `,
  },
  {
    name: 'trailing comments root2',
    before: yaml`
      a:
        b: 1
        # c: 1
      # d: 3
    `,
    operations: [set('z', 1)],
    after: yaml`
      a:
        b: 1
        # c: 1
      # d: 3
      z: 1
    `,
  },
  {
    name: 'blank lines then key',
    before: yaml`
      a:
        x: 1


      b: 2
    `,
    operations: [set('a.z', 1)],
    after: yaml`
      a:
        x: 1
        z: 1


      b: 2
    `,
  },
  {
    name: 'blank lines eof',
    before: yaml`
      a:
        x: 1


    `,
    operations: [set('a.z', 1)],
    after: yaml`
      a:
        x: 1
        z: 1


    `,
  },
  {
    name: 'block scalar keep',
    before: yaml`
      a:
        x: |+
          t


      b: 2
    `,
    operations: [set('a.z', 1)],
    after: yaml`
      a:
        x: |+
          t


        z: 1
      b: 2
    `,
  },
  {
    name: 'block scalar last',
    before: yaml`
      a:
        x: |
          t

      b: 2
    `,
    operations: [set('a.z', 1)],
    after: yaml`
      a:
        x: |
          t
        z: 1

      b: 2
    `,
  },
  {
    name: 'comment-only below null',
    before: yaml`
      a:
        # x: 1
        # y: 2
      b: 2
    `,
    operations: [set('a.z', 1)],
    after: yaml`
      a:
        z: 1
        # x: 1
        # y: 2
      b: 2
    `,
  },
  {
    name: 'doc end',
    before: yaml`
      a: 1
      ...
    `,
    operations: [set('z', 1)],
    after: yaml`
      a: 1
      z: 1
      ...
    `,
  },
  {
    name: 'two docs',
    before: yaml`
      a: 1
      ---
      b: 1
    `,
    operations: [set('z', 1)],
    after: yaml`
      a: 1
      z: 1
      ---
      b: 1
    `,
  },
  {
    name: 'two docs empty',
    before: yaml`
      ---
      ---
      b: 1
    `,
    operations: [set('z', 1)],
    after: undefined,
  },
  {
    name: 'anchor value',
    before: yaml`
      a: &x 1
      b: *x
    `,
    operations: [set('a', 2)],
    after: undefined,
  },
  {
    name: 'anchor map',
    before: yaml`
      a: &x
        k: 1
      b: *x
    `,
    operations: [set('a.k', 2)],
    after: undefined,
  },
  {
    name: 'alias',
    before: yaml`
      a: &x
        k: 1
      b: *x
    `,
    operations: [set('b.k', 2)],
    after: undefined,
  },
  {
    name: 'alias replace',
    before: yaml`
      a: &x
        k: 1
      b: *x
    `,
    operations: [set('b', 2)],
    after: undefined,
  },
  {
    name: 'merge',
    before: yaml`
      a: &x
        k: 1
      b:
        <<: *x
        l: 2
    `,
    operations: [set('b.k', 2)],
    after: undefined,
  },
  {
    name: 'merge new',
    before: yaml`
      a: &x
        k: 1
      b:
        <<: *x
    `,
    operations: [set('b.m', 2)],
    after: yaml`
      a: &x
        k: 1
      b:
        <<: *x
        m: 2
    `,
  },
  {
    name: 'tag',
    before: yaml`
      a: !!str 1
    `,
    operations: [set('a', 2)],
    after: undefined,
  },
  {
    name: 'quoted keys',
    before: yaml`
      "a b": 1
    `,
    operations: [set('a b', 2), set('c d.on', 'yes')],
    after: yaml`
      "a b": 2
      c d:
        "on": "yes"
    `,
  },
  {
    name: 'multi-line plain',
    before: yaml`
      a: one
        two
      b: 1
    `,
    operations: [set('a', 2)],
    after: yaml`
      a: 2
      b: 1
    `,
  },
  {
    name: 'multi-line quoted',
    before: yaml`
      a: "one
        two"
      b: 1
    `,
    operations: [set('a', 'x')],
    after: yaml`
      a: "x"
      b: 1
    `,
  },
  {
    name: 'value on next line',
    before: yaml`
      a:
        1
      b: 1
    `,
    operations: [set('a', 2)],
    after: yaml`
      a:
        2
      b: 1
    `,
  },
  {
    name: 'value on next line to map',
    before: yaml`
      a:
        1
      b: 1
    `,
    operations: [set('a', { x: 1 })],
    after: yaml`
      a:
        x: 1
      b: 1
    `,
  },
  {
    name: 'value on next line with comment',
    before: yaml`
      a: # c
        1 # d
      b: 1
    `,
    operations: [set('a', { x: 1 })],
    after: yaml`
      a: # c
        x: 1 # d
      b: 1
    `,
  },
  {
    name: 'explicit key',
    before: yaml`
      ? a
      : 1
    `,
    operations: [set('a', 2)],
    after: yaml`
      ? a
      : 2
    `,
  },
  {
    name: 'dup key',
    before: yaml`
      a: 1
      a: 2
    `,
    operations: [set('a', 3)],
    after: yaml`
      a: 1
      a: 3
    `,
  },
  {
    name: 'multiline string',
    before: yaml`
      a: 1
    `,
    operations: [set('a', 'x\ny\n')],
    after: 'a: "x\\ny\\n"\n',
  },
  {
    name: 'merge-set',
    before: yaml`
      a:
        x: 1
    `,
    operations: [set('a', { x: 2, y: { z: 1 } }, true)],
    after: yaml`
      a:
        x: 2
        "y":
          z: 1
    `,
  },
  {
    name: 'compact nested seq',
    before: yaml`
      a:
        - - 1
          - 2
    `,
    operations: [set('a[0][0]', 5)],
    after: yaml`
      a:
        - - 5
          - 2
    `,
  },
  {
    name: 'several: set a map and a key in it',
    before: yaml`
      a:
        x: 1
    `,
    operations: [set('a', {}), set('a.z', 2)],
    after: yaml`
      a:
        z: 2
    `,
  },
  {
    name: 'several: two new keys with one new parent',
    before: yaml`
      a: 1
    `,
    operations: [set('b.x', 1), set('b.z', 2)],
    after: yaml`
      a: 1
      b:
        x: 1
        z: 2
    `,
  },
  {
    name: 'several: one refused refuses all',
    before: yaml`
      a: &k 1
      b: *k
      c: 1
    `,
    operations: [set('c', 2), set('b', 2)],
    after: undefined,
  },
  {
    name: 'set below a scalar',
    before: yaml`
      a: 1
    `,
    operations: [set('a.b', 2)],
    after: undefined,
  },
  {
    name: 'set below a list',
    before: yaml`
      a:
        - 1
    `,
    operations: [set('a.b', 2)],
    after: undefined,
  },
  {
    name: 'set an item that is not there',
    before: yaml`
      a:
        - 1
    `,
    operations: [set('a[3]', 2)],
    after: undefined,
  },
  {
    name: 'set in a null of a flow map',
    before: yaml`
      a: {x: 1, z: }
    `,
    operations: [set('a.z.q', 2)],
    after: yaml`
      a: {x: 1, z: {q: 2} }
    `,
  },
  {
    name: 'set in {} inside a flow map',
    before: yaml`
      a: {x: 1, z: {}}
    `,
    operations: [set('a.z.q', 2)],
    after: yaml`
      a: {x: 1, z: {q: 2}}
    `,
  },
  {
    name: 'set text with flow signs inside a flow map',
    before: yaml`
      a: {x: 1}
    `,
    operations: [set('a.x', 'a, b}')],
    after: yaml`
      a: {x: "a, b}"}
    `,
  },
  {
    name: 'set the same value',
    before: yaml`
      a: "x" # c
    `,
    operations: [set('a', 'x')],
    after: yaml`
      a: "x" # c
    `,
  },
  {
    name: 'set in an empty item',
    before: yaml`
      l:
        - # c
        - {}
    `,
    operations: [set('l[0].k', 1), set('l[1].k', 1)],
    after: yaml`
      l:
        - k: 1 # c
        - k: 1
    `,
  },
  {
    name: 'set a key called __proto__',
    before: yaml`
      a: 1
    `,
    operations: [set('a2', JSON.parse('{"__proto__":{"x":1}}'), true)],
    after: yaml`
      a: 1
      a2:
        __proto__:
          x: 1
    `,
  },
  {
    name: 'merge into the root',
    before: yaml`
      a:
        x: 1
    `,
    operations: [set('', { a: { z: 2 }, b: 3 }, true)],
    after: yaml`
      a:
        x: 1
        z: 2
      b: 3
    `,
  },
  {
    name: 'keep blank lines of |+ when something follows',
    before: yaml`
      a: |+
        t


      b: 1
    `,
    operations: [set('a', 'x')],
    after: yaml`
      a: x


      b: 1
    `,
  },
  {
    name: 'a file that does not parse',
    before: yaml`
      a: [1
    `,
    operations: [set('b', 2)],
    after: undefined,
  },
];

const appendCases: readonly Case[] = [
  {
    name: 'append',
    before: yaml`
      l:
        - a
        - b # c

      m: 1
    `,
    operations: [append('l', 'b', 'z')],
    after: yaml`
      l:
        - a
        - b # c
        - z

      m: 1
    `,
  },
  {
    name: 'append map',
    before: yaml`
      l:
      - a: 1
        # more

      # m
      m: 1
    `,
    operations: [append('l', { x: 1, z: { q: [1] } })],
    after: yaml`
      l:
      - a: 1
        # more
      - x: 1
        z:
          q:
          - 1

      # m
      m: 1
    `,
  },
  {
    name: 'append key column comment',
    before: yaml`
      l:
      - a: 1
      # m
      m: 1
    `,
    operations: [append('l', { x: 1 })],
    after: yaml`
      l:
      - a: 1
      - x: 1
      # m
      m: 1
    `,
  },
  {
    name: 'append trailing comment',
    before: yaml`
      l:
        - a: 1
        # - b: 1
      m: 1
    `,
    operations: [append('l', { x: 1 })],
    after: yaml`
      l:
        - a: 1
        # - b: 1
        - x: 1
      m: 1
    `,
  },
  {
    name: 'append []',
    before: yaml`
      l: [] # c
      m: 1
    `,
    operations: [append('l', { x: 1 })],
    after: yaml`
      l: # c
        - x: 1
      m: 1
    `,
  },
  {
    name: 'append flow',
    before: yaml`
      l: [1, 2] # c
      m: 1
    `,
    operations: [append('l', { x: 1 })],
    after: yaml`
      l: [1, 2, {x: 1}] # c
      m: 1
    `,
  },
  {
    name: 'append flow lines',
    before: yaml`
      l: [
        1,
        2, # two
      ]
    `,
    operations: [append('l', 3)],
    after: yaml`
      l: [
        1,
        2, # two
        3,
      ]
    `,
  },
  {
    name: 'append flow lines2',
    before: yaml`
      l: [
        1,
        2 # two
      ]
    `,
    operations: [append('l', 3)],
    after: yaml`
      l: [
        1,
        2, # two
        3
      ]
    `,
  },
  {
    name: 'append null',
    before: yaml`
      l: # c
      m: 1
    `,
    operations: [append('l', { x: 1 })],
    after: yaml`
      l: # c
        - x: 1
      m: 1
    `,
  },
  {
    name: 'append missing',
    before: yaml`
      m: 1
    `,
    operations: [append('a.l', { x: 1 })],
    after: yaml`
      m: 1
      a:
        l:
          - x: 1
    `,
  },
  {
    name: 'append no newline',
    before: 'l:\n  - 1',
    operations: [append('l', 2)],
    after: yaml`
      l:
        - 1
        - 2
    `,
  },
  {
    name: 'append in list item',
    before: yaml`
      x:
        - l:
            - 1
        - l: [ ]
    `,
    operations: [append('x[0].l', 2), append('x[1].l', 2)],
    after: yaml`
      x:
        - l:
            - 1
            - 2
        - l:
            - 2
    `,
  },
  {
    name: 'append key col in list item',
    before: yaml`
      x:
      - l:
        - 1
      - l: [ ]
    `,
    operations: [append('x[0].l', 2), append('x[1].l', 2)],
    after: yaml`
      x:
      - l:
        - 1
        - 2
      - l:
        - 2
    `,
  },
  {
    name: 'append extra dash spaces',
    before: yaml`
      l:
        -   a: 1
            b: 2
    `,
    operations: [append('l', { a: 2, b: 3 })],
    after: yaml`
      l:
        -   a: 1
            b: 2
        - a: 2
          b: 3
    `,
  },
  {
    name: 'append to scalar',
    before: yaml`
      l: x
    `,
    operations: [append('l', 2)],
    after: undefined,
  },
  {
    name: 'append crlf',
    before: 'l:\r\n  - 1\r\n',
    operations: [append('l', { a: 1, b: 2 })],
    after: 'l:\r\n  - 1\r\n  - a: 1\r\n    b: 2\r\n',
  },
  {
    name: 'append alias',
    before: yaml`
      a: &x [1]
      b: *x
    `,
    operations: [append('b', 2)],
    after: undefined,
  },
  {
    name: 'append anchor',
    before: yaml`
      a: &x
        - 1
      b: *x
    `,
    operations: [append('a', 2)],
    after: undefined,
  },
];

const renameCases: readonly Case[] = [
  {
    name: 'rename',
    before: yaml`
      "a": 1
      'b': 2
      c: 3
    `,
    operations: [rename('a', 'x'), rename('b', "y's"), rename('c', 'on')],
    after: yaml`
      "x": 1
      'y''s': 2
      "on": 3
    `,
  },
  {
    name: 'rename exists',
    before: yaml`
      a: 1
      b: 1
    `,
    operations: [rename('a', 'b')],
    after: undefined,
  },
  {
    name: 'rename merged',
    before: yaml`
      a: &x {k: 1}
      b:
        <<: *x
    `,
    operations: [rename('b.k', 'z')],
    after: undefined,
  },
  {
    name: 'several: rename and set below the new name',
    before: yaml`
      a:
        x: 1
    `,
    operations: [rename('a', 'b'), set('b.z', 2)],
    after: yaml`
      b:
        x: 1
        z: 2
    `,
  },
];

const removeCases: readonly Case[] = [
  {
    name: 'remove first',
    before: yaml`
      # h

      # about a
      a: 1 # x
      b: 2
    `,
    operations: [remove('a')],
    after: yaml`
      # h

      b: 2
    `,
  },
  {
    name: 'remove header',
    before: yaml`
      # h
      a: 1 # x
      b: 2
    `,
    operations: [remove('a')],
    after: yaml`
      b: 2
    `,
  },
  {
    name: 'remove middle',
    before: yaml`
      a: 1
      # about b
      b: 2

      # c
      c: 1
    `,
    operations: [remove('b')],
    after: yaml`
      a: 1

      # c
      c: 1
    `,
  },
  {
    name: 'remove middle blank',
    before: yaml`
      a: 1

      # about b
      b: 2

      # c
      c: 1
    `,
    operations: [remove('b')],
    after: yaml`
      a: 1

      # c
      c: 1
    `,
  },
  {
    name: 'remove last',
    before: yaml`
      a: 1

      # about b
      b: 2
    `,
    operations: [remove('b')],
    after: yaml`
      a: 1
    `,
  },
  {
    name: 'remove last no newline',
    before: 'a: 1\nb: 2',
    operations: [remove('b')],
    after: yaml`
      a: 1
    `,
  },
  {
    name: 'remove only child',
    before: yaml`
      a:
        # why
        b:
          c: 1
      d: 1
    `,
    operations: [remove('a.b.c')],
    after: yaml`
      d: 1
    `,
  },
  {
    name: 'remove all',
    before: yaml`
      a: 1
    `,
    operations: [remove('a')],
    after: '',
  },
  {
    name: 'remove trailing deep comments',
    before: yaml`
      a:
        x: 1
        # y: 2
      b: 1
    `,
    operations: [remove('a')],
    after: yaml`
      b: 1
    `,
  },
  {
    name: 'remove child with trailing',
    before: yaml`
      a:
        w: 1
        x: 1
        # y: 2
      b: 1
    `,
    operations: [remove('a.x')],
    after: yaml`
      a:
        w: 1
        # y: 2
      b: 1
    `,
  },
  {
    name: 'remove only child with trailing',
    before: yaml`
      a:
        x: 1
        # y: 2
      b: 1
    `,
    operations: [remove('a.x')],
    after: yaml`
      b: 1
    `,
  },
  {
    name: 'remove in item first',
    before: yaml`
      l:
        - a: 1
          b: 2
    `,
    operations: [remove('l[0].a')],
    after: yaml`
      l:
        - b: 2
    `,
  },
  {
    name: 'remove in item first comment',
    before: yaml`
      l:
        # about item
        - a: 1 # a
          # about b
          b: 2
    `,
    operations: [remove('l[0].a')],
    after: yaml`
      l:
        # about item
        - # about b
          b: 2
    `,
  },
  {
    name: 'remove in item second',
    before: yaml`
      l:
        - a: 1
          b: 2
        - c: 1
    `,
    operations: [remove('l[0].b')],
    after: yaml`
      l:
        - a: 1
        - c: 1
    `,
  },
  {
    name: 'remove in item only',
    before: yaml`
      l:
        - a: 1
        - c: 1
    `,
    operations: [remove('l[0].a')],
    after: yaml`
      l:
        - c: 1
    `,
  },
  {
    name: 'remove item',
    before: yaml`
      l:
        # one
        - a: 1
        # two
        - c: 1
    `,
    operations: [remove('l[0]')],
    after: yaml`
      l:
        # two
        - c: 1
    `,
  },
  {
    name: 'remove last item',
    before: yaml`
      l:
        # one
        - a: 1
        # two
        - c: 1
      m: 1
    `,
    operations: [remove('l[1]')],
    after: yaml`
      l:
        # one
        - a: 1
      m: 1
    `,
  },
  {
    name: 'remove only item',
    before: yaml`
      l:
        # one
        - a: 1
      m: 1
    `,
    operations: [remove('l[0]')],
    after: yaml`
      m: 1
    `,
  },
  {
    name: 'remove scalar item with dash',
    before: yaml`
      l:
        - a-b
        - "-"
    `,
    operations: [remove('l[0]')],
    after: yaml`
      l:
        - "-"
    `,
  },
  {
    name: 'remove null item',
    before: yaml`
      l:
        -
        - b
    `,
    operations: [remove('l[0]')],
    after: yaml`
      l:
        - b
    `,
  },
  {
    name: 'remove null item2',
    before: yaml`
      l:
        - b
        -
    `,
    operations: [remove('l[1]')],
    after: yaml`
      l:
        - b
    `,
  },
  {
    name: 'remove flow first',
    before: yaml`
      a: {x: 1, y: 2, z: 3}
    `,
    operations: [remove('a.x')],
    after: yaml`
      a: {y: 2, z: 3}
    `,
  },
  {
    name: 'remove flow last',
    before: yaml`
      a: {x: 1, k: 2, z: 3}
    `,
    operations: [remove('a.z')],
    after: yaml`
      a: {x: 1, k: 2}
    `,
  },
  {
    name: 'remove flow mid',
    before: yaml`
      a: {x: 1, k: 2, z: 3}
    `,
    operations: [remove('a.k')],
    after: yaml`
      a: {x: 1, z: 3}
    `,
  },
  {
    name: 'remove flow last comma',
    before: yaml`
      a: {x: 1, k: 2, }
    `,
    operations: [remove('a.k')],
    after: yaml`
      a: {x: 1 }
    `,
  },
  {
    name: 'remove flow only',
    before: yaml`
      a: {x: 1}
      b: 1
    `,
    operations: [remove('a.x')],
    after: yaml`
      b: 1
    `,
  },
  {
    name: 'remove flow list',
    before: yaml`
      a: [1, {k: 1}, 3]
      b: 1
    `,
    operations: [remove('a[1]')],
    after: yaml`
      a: [1, 3]
      b: 1
    `,
  },
  {
    name: 'remove flow list last',
    before: yaml`
      a: [1, {k: 1}, 3]
      b: 1
    `,
    operations: [remove('a[2]')],
    after: yaml`
      a: [1, {k: 1}]
      b: 1
    `,
  },
  {
    name: 'remove flow quoted',
    before: yaml`
      a: {"x": "1", "k": "2"}
      b: 1
    `,
    operations: [remove('a.k')],
    after: yaml`
      a: {"x": "1"}
      b: 1
    `,
  },
  {
    name: 'remove flow lines',
    before: yaml`
      a: {
        x: 1, # one
        k: 2, # two
        z: 3 # three
      }
    `,
    operations: [remove('a.k')],
    after: yaml`
      a: {
        x: 1, # one
        z: 3 # three
      }
    `,
  },
  {
    name: 'remove block scalar',
    before: yaml`
      a: |
        t

        u

      b: 1
    `,
    operations: [remove('a')],
    after: yaml`
      b: 1
    `,
  },
  {
    name: 'remove crlf',
    before: 'a: 1\r\n# b\r\nb: 2\r\nc: 3\r\n',
    operations: [remove('b')],
    after: 'a: 1\r\nc: 3\r\n',
  },
  {
    name: 'remove null',
    before: yaml`
      a: 1
      b:
      c: 3
    `,
    operations: [remove('b')],
    after: yaml`
      a: 1
      c: 3
    `,
  },
  {
    name: 'remove bom first',
    before: '\ufeffa: 1\nb: 2\n',
    operations: [remove('a')],
    after: '\ufeffb: 2\n',
  },
  {
    name: 'remove anchor',
    before: yaml`
      a: &x {k: 1}
      b: *x
    `,
    operations: [remove('a')],
    after: undefined,
  },
  {
    name: 'remove alias',
    before: yaml`
      a: &x {k: 1}
      b: *x
      c: 1
    `,
    operations: [remove('b')],
    after: undefined,
  },
  {
    name: 'remove dup',
    before: yaml`
      a: 1
      a: 2
    `,
    operations: [remove('a')],
    after: yaml`
      a: 1
    `,
  },
  {
    name: 'remove explicit',
    before: yaml`
      ? a
      : 1
      b: 2
    `,
    operations: [remove('a')],
    after: undefined,
  },
  {
    name: 'remove with --- ',
    before: yaml`
      ---
      # about
      a: 1
      b: 2
    `,
    operations: [remove('a')],
    after: yaml`
      ---
      b: 2
    `,
  },
  {
    name: 'several: remove the two last children',
    before: yaml`
      a:
        x: 1
        z: 2
      b: 1
    `,
    operations: [remove('a.x'), remove('a.z')],
    after: yaml`
      b: 1
    `,
  },
  {
    name: 'several: remove the only child and set another',
    before: yaml`
      a:
        x: 1
      b: 1
    `,
    operations: [remove('a.x'), set('a.z', 2)],
    after: yaml`
      b: 1
      a:
        z: 2
    `,
  },
  {
    name: 'remove: the dash of an item with an anchor',
    before: yaml`
      l:
        - &a-b x
        - z
    `,
    operations: [remove('l[0]')],
    after: yaml`
      l:
        - z
    `,
  },
  {
    name: 'remove: an item below a comment with a dash',
    before: yaml`
      l:
        -
          # a - b
          x: 1
        - z
    `,
    operations: [remove('l[0]')],
    after: yaml`
      l:
        - z
    `,
  },
  {
    name: 'remove: last of several lines in { }',
    before: yaml`
      a: {
        x: 1, # one
        k: 2 # two
      }
    `,
    operations: [remove('a.k')],
    after: yaml`
      a: {
        x: 1 # one
      }
    `,
  },
  {
    name: 'remove: keeps the modeline',
    before: yaml`
      # production-values: product=spaces
      a: 1
      b: 2
    `,
    operations: [remove('a')],
    after: yaml`
      # production-values: product=spaces
      b: 2
    `,
  },
];

const moveCases: readonly Case[] = [
  {
    name: 'move',
    before: yaml`
      a:
        # why
        x: 1 # inl
        # trail
      b:
        k: 1
    `,
    operations: [move('a.x', 'b.z')],
    after: yaml`
      b:
        k: 1
        # why
        z: 1 # inl
    `,
  },
  {
    name: 'move missing',
    before: yaml`
      a:
        # why
        x:
          q: 1 # inl
        w: 1
    `,
    operations: [move('a.x', 'b.c.z')],
    after: yaml`
      a:
        w: 1
      b:
        c:
          # why
          z:
            q: 1 # inl
    `,
  },
  {
    name: 'move in own parent',
    before: yaml`
      a:
        # why
        x: 1
        w: 1
    `,
    operations: [move('a.x', 'a.c.x')],
    after: yaml`
      a:
        w: 1
        c:
          # why
          x: 1
    `,
  },
  {
    name: 'move in own parent only child',
    before: yaml`
      a:
        # why
        x: 1
    `,
    operations: [move('a.x', 'a.c.x')],
    after: yaml`
      a:
        c:
          # why
          x: 1
    `,
  },
  {
    name: 'move into itself',
    before: yaml`
      a:
        x: 1
    `,
    operations: [move('a', 'a.b')],
    after: undefined,
  },
  {
    name: 'move to ancestor',
    before: yaml`
      a:
        b:
          x: 1
    `,
    operations: [move('a.b.x', 'a.x')],
    after: yaml`
      a:
        x: 1
    `,
  },
  {
    name: 'move to root',
    before: yaml`
      a:
        b:
          x: |
            t
             u

        c: 1
    `,
    operations: [move('a.b.x', 'x')],
    after: yaml`
      a:

        c: 1
      x: |
        t
         u
    `,
  },
  {
    name: 'move to root only',
    before: yaml`
      a:
        b:
          x: |
            t
             u
    `,
    operations: [move('a.b.x', 'x')],
    after: yaml`
      x: |
        t
         u
    `,
  },
  {
    name: 'move up replaced',
    before: yaml`
      a:
        b: 1
    `,
    operations: [move('a.b', 'a')],
    after: undefined,
  },
  {
    name: 'move list key col',
    before: yaml`
      a:
      - 1
      - q: 2
      b: {}
    `,
    operations: [move('a', 'b.l')],
    after: yaml`
      b:
        l:
        - 1
        - q: 2
    `,
  },
  {
    name: 'move list',
    before: yaml`
      a:
        - 1
        - q: 2
      b:
    `,
    operations: [move('a', 'b.l')],
    after: yaml`
      b:
        l:
          - 1
          - q: 2
    `,
  },
  {
    name: 'move target exists',
    before: yaml`
      a: 1
      b: 2
    `,
    operations: [move('a', 'b')],
    after: undefined,
  },
  {
    name: 'move maps merge',
    before: yaml`
      a:
        # x
        x: 1
      b:
        z: 2
    `,
    operations: [move('a', 'b')],
    after: yaml`
      b:
        z: 2
        # x
        x: 1
    `,
  },
  {
    name: 'move maps conflict',
    before: yaml`
      a:
        x: 1
      b:
        x: 2
    `,
    operations: [move('a', 'b')],
    after: undefined,
  },
  {
    name: 'move flow to block',
    before: yaml`
      a: {x: {q: 1}, w: 2}
      b:
        z: 2
    `,
    operations: [move('a.x', 'b.x')],
    after: yaml`
      a: {w: 2}
      b:
        z: 2
        x: {q: 1}
    `,
  },
  {
    name: 'move block to flow',
    before: yaml`
      a: {w: 2}
      b:
        z: # c
          q: 1
    `,
    operations: [move('b.z', 'a.z')],
    after: undefined,
  },
  {
    name: 'move whole flow',
    before: yaml`
      a: {w: 2} # c
      b:
        z: 1
    `,
    operations: [move('a', 'b.w')],
    after: yaml`
      b:
        z: 1
        w: {w: 2} # c
    `,
  },
  {
    name: 'move block key in item first',
    before: yaml`
      l:
        - x: 1
          k: 2
    `,
    operations: [move('l[0].x', 'l[0].m.x')],
    after: yaml`
      l:
        - k: 2
          m:
            x: 1
    `,
  },
  {
    name: 'move block key in item second',
    before: yaml`
      l:
        - x: 1
          k: 2 # c
    `,
    operations: [move('l[0].k', 'l[0].m.k')],
    after: yaml`
      l:
        - x: 1
          m:
            k: 2 # c
    `,
  },
  {
    name: 'move crlf',
    before: 'a:\r\n  # why\r\n  x:\r\n    - 1\r\nb:\r\n  k: 1\r\n',
    operations: [move('a.x', 'b.z')],
    after: 'b:\r\n  k: 1\r\n  # why\r\n  z:\r\n    - 1\r\n',
  },
  {
    name: 'move before',
    before: yaml`
      b:
        k: 1

      a:
        x: 1
    `,
    operations: [move('a.x', 'b.z')],
    after: yaml`
      b:
        k: 1
        z: 1
    `,
  },
  {
    name: 'move last no newline',
    before: 'a:\n  x: 1\nb:\n  k: 1',
    operations: [move('a.x', 'b.z')],
    after: yaml`
      b:
        k: 1
        z: 1
    `,
  },
  {
    name: 'move last no newline2',
    before: 'b:\n  k: 1\na:\n  w: 1\n  x: 1',
    operations: [move('a.x', 'b.z')],
    after: yaml`
      b:
        k: 1
        z: 1
      a:
        w: 1
    `,
  },
  {
    name: 'move with blank',
    before: yaml`
      a:
        x:
          # one
          p: 1

          # two
          q: 2
      b: 1
    `,
    operations: [move('a.x', 'n.m.x')],
    after: yaml`
      b: 1
      "n":
        m:
          x:
            # one
            p: 1

            # two
            q: 2
    `,
  },
  {
    name: 'move 4 sp',
    before: yaml`
      a:
          x:
              p: 1
      b: 1
    `,
    operations: [move('a.x', 'n.m.x')],
    after: yaml`
      b: 1
      "n":
          m:
              x:
                  p: 1
    `,
  },
  {
    name: 'move dedent multi-line quoted',
    before: yaml`
      a:
        x: "one
          two"
      b: 1
    `,
    operations: [move('a.x', 'c')],
    after: yaml`
      b: 1
      c: "one
        two"
    `,
  },
  {
    name: 'move explicit indent',
    before: yaml`
      a:
        x: |2
            one
          two
      b: 1
    `,
    operations: [move('a.x', 'c')],
    after: yaml`
      b: 1
      c: |2
          one
        two
    `,
  },
  {
    name: 'move alias',
    before: yaml`
      a: &k {q: 1}
      b:
        x: *k
      c: 1
    `,
    operations: [move('b.x', 'd')],
    after: undefined,
  },
  {
    name: 'move a block scalar with a tab at its start',
    before: 'a:\n  b:\n    x: |\n      \tt\n  c: 1\n',
    operations: [move('a.b.x', 'x')],
    after: 'a:\n  c: 1\nx: |\n  \tt\n',
  },
  {
    name: 'move a block scalar that keeps blank lines',
    before: yaml`
      a:
        x: |+
          t

      b: 1
    `,
    operations: [move('a.x', 'x')],
    after: yaml`
      b: 1
      x: |+
        t

    `,
  },
  {
    name: 'move into a null parent with its comments',
    before: yaml`
      a:
        # why
        x: "1" # one
        z: 1
      b: # here
    `,
    operations: [move('a.x', 'b.x')],
    after: yaml`
      a:
        z: 1
      b: # here
        # why
        x: "1" # one
    `,
  },
];

const rewriteCases: readonly Case[] = [
  {
    name: 'rewrite',
    before: yaml`
      a: yes # c
      b: "x"
    `,
    operations: [rewrite('a', 'true'), rewrite('b', "'x'")],
    after: yaml`
      a: true # c
      b: 'x'
    `,
  },
  {
    name: 'rewrite null',
    before: yaml`
      a:
      b: "x"
    `,
    operations: [rewrite('a', '""')],
    after: yaml`
      a: ""
      b: "x"
    `,
  },
  {
    name: 'rewrite map',
    before: yaml`
      a: {}
      b: "x"
    `,
    operations: [rewrite('a', '""')],
    after: undefined,
  },
];

const groups = {
  set: setCases,
  append: appendCases,
  rename: renameCases,
  remove: removeCases,
  move: moveCases,
  rewrite: rewriteCases,
};

for (const [group, cases] of Object.entries(groups)) {
  describe(group, () => {
    for (const { name, before, operations, after } of cases) {
      test(name, () => {
        assert.equal(edited(before, operations), after);
      });
    }
  });
}

describe('a second time', () => {
  for (const { name, operations, after } of [...setCases, ...appendCases, ...rewriteCases]) {
    if (after !== undefined && operations.every(({ op }) => op === 'set' || op === 'append' || op === 'rewrite')) {
      test(`${name}: nothing changes`, () => {
        const document = parse('file:///values.yaml', 1, after);
        const last = operations.at(-1);
        assert.deepEqual(last && editsFor(document, [last], reparse), []);
      });
    }
  }
});
