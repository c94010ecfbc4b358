import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCopied } from '../../../schemas/tools/check.ts';
import { dotted, parseDotted } from '../../../schemas/tools/dotted.ts';
import { parseNotes } from '../../../schemas/tools/notes.ts';

test('a section: text, advice, and what it says of the key', () => {
  const { sections, errors } = parseNotes(
    `# Demo\n\nFor the reader.\n\n## \`etcd.tls."ca.crt"\`\n\nA summary. More words:\n\n\`\`\`yaml\n## not a heading\n\`\`\`\n\nProduction: 50Gi | Disks get faster with size.\nSource: https://example.com/a\nForm: quantity\nValues: a, "b", 3\nMinimum: 1\nVersions: >=1.14.0 <2.0.0\n`,
    'demo.md',
  );
  assert.deepEqual(errors, []);
  assert.deepEqual(sections, [
    {
      heading: 'etcd.tls."ca.crt"',
      path: ['etcd', 'tls', 'ca.crt'],
      suffix: false,
      file: 'demo.md',
      line: 5,
      versions: '>=1.14.0 <2.0.0',
      note: {
        text: 'A summary. More words:\n\n```yaml\n## not a heading\n```',
        production: { value: '50Gi', text: 'Disks get faster with size.', source: 'https://example.com/a' },
      },
      facts: { form: 'quantity', values: ['a', 'b', 3], minimum: 1 },
    },
  ]);
});

test('advice without a value, and a form taken away', () => {
  const { sections } = parseNotes(
    '## `*.image.tag`\n\nThe tag of {parent}.\n\nProduction: - | Pin it.\nSource: https://example.com/\nForm: -\n',
    'common.md',
  );
  assert.deepEqual(sections[0]?.note, {
    text: 'The tag of {parent}.',
    production: { text: 'Pin it.', source: 'https://example.com/' },
  });
  assert.deepEqual(
    [sections[0]?.suffix, sections[0]?.path, sections[0]?.facts],
    [true, ['image', 'tag'], { form: null }],
  );
});

const MISTAKES: readonly (readonly [text: string, line: number, message: RegExp])[] = [
  ['## etcd\n\nText.\n', 1, /one path in backticks/],
  ['## `a..b`\n\nText.\n', 1, /not a path/],
  ['## `a`\n\n', 1, /no text/],
  ['## `a`\n\nText.\n\n### More\n', 1, /no headings/],
  ['## `a`\n\nText.\n\nProduction: 2\n', 5, /value or -/],
  ['## `a`\n\nText.\n\nProduction: 2 | Why.\n', 5, /needs a Source/],
  ['## `a`\n\nText.\n\nSource: https://example.com\n', 5, /belongs to Production/],
  ['## `a`\n\nText.\n\nProduction: 2 | Why.\nSource: http://example.com\n', 6, /https/],
  ['## `a`\n\nText.\n\nForm: color\n', 5, /not a form/],
  ['## `a`\n\nText.\n\nForm: url\nForm: url\n', 6, /twice/],
  ['## `a`\n\nText.\n\nForm: url\nand more\n', 6, /only fields/],
  ['## `a`\n\nText.\n\nMinimum: one\n', 5, /not a number/],
  ['## `a`\n\nText.\n\nVersions: 1.x\n', 5, /Versions is/],
  ['## `a`\n\nText.\n\nRequired: no\n', 5, /Required/],
];

test('mistakes are named with their line', () => {
  for (const [text, line, message] of MISTAKES) {
    const { errors } = parseNotes(text, 'demo.md');
    assert.equal(errors.length, 1, text);
    assert.equal(errors[0]?.line, line, text);
    assert.match(errors[0]?.message ?? '', message);
  }
});

test('dotted paths', () => {
  for (const text of ['a', 'a.b', 'a."b.c".d', 'a[].b', 'a.*.b', 'a[]', 'a[][]'])
    assert.equal(dotted(parseDotted(text) ?? []), text);
  for (const text of ['', '.', 'a.', '.a', 'a b', 'a..b', 'a["b"]']) assert.equal(parseDotted(text), undefined, text);
});

test('a copied sentence is found, a shared phrase is not', () => {
  const theirs = 'The minimum number of replicas for the Horizontal Pod Autoscaler of the router.';
  assert.equal(isCopied('Note: the minimum number of replicas for the horizontal pod autoscaler of it.', theirs), true);
  assert.equal(isCopied('How few routers the autoscaler may leave running. Two survive a drain.', theirs), false);
  assert.equal(isCopied('Enable or disable the feature. More.', 'Enable or disable the feature.'), true);
  assert.equal(isCopied('The image tag', 'Image tag'), false);
});
