import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DocumentedEntry, documentDefaults } from '../../../server/src/core/chart/comments.ts';

function entryAt(text: string, path: string): DocumentedEntry | undefined {
  let entry: DocumentedEntry | undefined;
  let value = documentDefaults(text).root;
  for (const segment of path.split('.')) {
    entry = value?.entries.get(segment);
    value = entry?.value;
  }
  return entry;
}

/** A values.yaml, a path, and the text that documents it. */
const texts: readonly (readonly [string, string, string | undefined])[] = [
  ['# Number of Pods.\nreplicas: 1\n', 'replicas', 'Number of Pods.'],
  ['a:\n  # One.\n  # Two.\n  b: 1\n', 'a.b', 'One.\nTwo.'],
  ['a: 1 # Behind it.\n', 'a', 'Behind it.'],
  ['a: "x # no"\n', 'a', undefined],
  ['# Of a section.\n\na: 1\n', 'a', undefined],
  ['a:\n# Wrong column.\n  b: 1\n', 'a.b', undefined],
  ['#######\n# Title #\n#######\na: 1\n', 'a', 'Title #'],
  ['# old words\n# -- New words\n# and more.\na: 1\n', 'a', 'New words\nand more.'],
  ['# -- (list) Words.\n# @default -- see below\n# @section -- x\na: []\n', 'a', 'Words.'],
  ['# a.b -- Words.\n\na:\n  b: 1\n', 'a.b', 'Words.'],
  ['## @param a.b [string, nullable] Words about it.\n##\na:\n  b: ""\n', 'a.b', 'Words about it.'],
  ['# Words.\n# b: 2\na: 1\n', 'a', 'Words.'],
  ['# b: 2\n# Words.\na: 1\n', 'a', 'Words.'],
  ['# Words.\r\na: 1\r\n', 'a', 'Words.'],
  ['# @schema\n# type: [string, "null"]\n# @schema\n# Words.\na: x\n', 'a', 'Words.'],
];

describe('documentation', () => {
  for (const [text, path, expected] of texts) {
    it(JSON.stringify(text), () => assert.equal(entryAt(text, path)?.text, expected));
  }

  it('knows types and defaults that comments name', () => {
    const docs = entryAt('# -- (list) Words.\n# @default -- see below\na: []\n', 'a');
    assert.deepEqual([docs?.type, docs?.default], ['list', 'see below']);
    const param = entryAt('## @param a [string, nullable, default: x] Words\na: ""\n', 'a');
    assert.deepEqual([param?.type, param?.nullable, param?.default], ['string', true, 'x']);
  });

  it('names what is documented without being there', () => {
    assert.ok(documentDefaults('## @extra a.b Words\nc: 1\n').named.has('a.b'));
  });

  it('reads values as Helm types them', () => {
    const { root } = documentDefaults(
      'a: yes\nb: 010\nc: "1"\nd:\ne: [1, x]\nf: &f {g: 1}\nh: *f\ni:\n  <<: *f\n  j: 2\n',
    );
    assert.equal(
      JSON.stringify(root?.value),
      '{"a":true,"b":8,"c":"1","d":null,"e":[1,"x"],"f":{"g":1},"h":{"g":1},"i":{"g":1,"j":2}}',
    );
  });
});

describe('annotations of helm-schema', () => {
  const schemaOf = (annotation: string) => entryAt(`${annotation}\na: 1\n`, 'a')?.schema;

  it('are read between two markers and on one line', () => {
    assert.deepEqual(schemaOf('# @schema\n# type: integer\n# minimum: 1\n# @schema'), { type: 'integer', minimum: 1 });
    assert.deepEqual(schemaOf('# @schema type:integer;minimum:1'), { type: 'integer', minimum: 1 });
  });

  it('keep only what is known', () => {
    assert.deepEqual(
      schemaOf('# @schema\n# type: nonsense\n# required: true\n# $ref: https://example.com\n# enum: [a]\n# @schema'),
      { enum: ['a'] },
    );
  });

  it('are bounded', () => {
    assert.equal(schemaOf(`# @schema\n${'# x: 1\n'.repeat(5000)}# @schema`), undefined);
    assert.equal(schemaOf('# @schema\n# a: &a [x]\n# enum: *a\n# @schema'), undefined);
  });
});

/** A values.yaml and the keys that it knows only from comments. */
const optional: readonly (readonly [string, readonly string[]])[] = [
  ['a: 1\n# b: 2\n# c: "two words"\n', ['b', 'c']],
  ['a:\n  x: 1\n  # y: 2\n', ['a.y']],
  ['resources: {}\n  # limits:\n  #   cpu: 100m\n', ['resources.limits', 'resources.limits.cpu']],
  ['a: 1\n# b:\n#   c: 1\n#   d:\n#     - e\n', ['b', 'b.c', 'b.d']],
  ['a: 1\n# b:\n# - c\n', ['b']],
  ['a: 1\n# Note: this is a text\n# ref: https://example.com\n# default: 1\n', []],
  ['a: 1\n# words: with several of them\n', []],
  ['a: 1\n## b: 2\n', []],
  ['a:\n  x: 1\n    # y: 2\n', []],
  ['a: |\n  # b: 2\n  text\n', []],
];

describe('keys that are commented out', () => {
  for (const [text, expected] of optional) {
    it(JSON.stringify(text), () => {
      const found: string[] = [];
      const visit = (entries: ReadonlyMap<string, DocumentedEntry> | undefined, path: readonly string[]): void => {
        for (const [name, entry] of entries ?? []) {
          if (entry.commentedOut) {
            found.push([...path, name].join('.'));
          }
          visit(entry.value.entries, [...path, name]);
        }
      };
      visit(documentDefaults(text).root?.entries, []);
      assert.deepEqual(found, expected);
    });
  }

  it('stand where their names stand', () => {
    const text = 'a: 1\n# bcd: 2\n';
    const key = entryAt(text, 'bcd')?.key;
    assert.equal(key && text.slice(key.start, key.end), 'bcd');
  });
});
