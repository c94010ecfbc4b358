import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hoverAt } from '../../../server/src/core/features/hover.ts';
import { cursor } from '../../support/cursor.ts';
import { analyzeCase, type Case } from '../../support/snapshot.ts';

const names = ['values.yaml', 'values-prod.yaml'];

/** The hover at the `|` of the last layer, and the text it is about. */
function hover(
  layers: readonly string[],
  test: Partial<Case> = {},
): { readonly markdown: string; readonly about: string } | undefined {
  const { text, offset } = cursor(layers.at(-1) ?? '');
  const analysis = analyzeCase([], { ...test, values: [...layers.slice(0, -1), text] });
  const document = analysis.snapshot.stack.layers.at(-1);
  assert.ok(document);
  const found = hoverAt(analysis, document, offset, uri => names[Number(uri)] ?? uri);
  return found && { markdown: found.markdown, about: text.slice(found.span.start, found.span.end) };
}

describe('hover', () => {
  const cases: readonly [string, readonly string[], Partial<Case>, readonly RegExp[]][] = [
    [
      'a setting by its key',
      ['router:\n  h|pa:\n    enabled: true\n'],
      { product: 'spaces@1.17.1' },
      [/^\*\*router\.hpa\*\* · map/],
    ],
    [
      'a setting by its value',
      ['router:\n  hpa:\n    enabled: tr|ue\n'],
      { product: 'spaces@1.17.1' },
      [/^\*\*router\.hpa\.enabled\*\*/, /\*\*In production\*\*: `true`/],
    ],
    [
      'a field of a Kubernetes type',
      ['controlPlanes:\n  etcd:\n    tolerations:\n      - eff|ect: NoSchedule\n'],
      { product: 'spaces@1.17.1' },
      [/^\*\*controlPlanes\.etcd\.tolerations\[0\]\.effect\*\* · text/],
    ],
    [
      'what an overlay overrides',
      ['a:\n  replicas: 1\n', 'a:\n  repli|cas: 3\n'],
      {},
      [/^Effective value: `3`, set in values-prod\.yaml:2\n\n- over `1` in values\.yaml:2$/],
    ],
    [
      'the chart default below',
      ['replicas|: 3\n'],
      { defaults: 'replicas: 1\n' },
      [/^Effective value: `3`, set in values\.yaml:1\n\n- over `1` in defaults/],
    ],
    [
      'three layers',
      ['a: 1\n', 'a|: 2\n'],
      { defaults: 'a: 0\n' },
      [/set in values-prod\.yaml:1\n\n- over `1` in values\.yaml:1\n- over `0` in defaults/],
    ],
    [
      'a list as a whole',
      ['a: [1, 2]\n', 'a|: [3]\n'],
      {},
      [/^Effective value: `\[3\]`, set in values-prod\.yaml:1\n\n- over `\[1, 2\]`/],
    ],
  ];
  for (const [title, layers, test, expected] of cases) {
    it(title, () => {
      const found = hover(layers, test);
      for (const pattern of expected) {
        assert.match(found?.markdown ?? '', pattern);
      }
    });
  }

  it('says nothing about what nobody knows', () => {
    assert.equal(hover(['some: thi|ng\n']), undefined);
    assert.equal(hover(['# comm|ent\na: 1\n']), undefined);
    assert.equal(hover(['|']), undefined);
    assert.equal(hover(['router:\n  unknown|: 1\n'], { product: 'spaces@1.17.1' }), undefined);
  });

  it('is about the key or value under the cursor', () => {
    assert.equal(hover(['router:\n  hp|a: {}\n'], { product: 'spaces' })?.about, 'hpa');
    assert.equal(hover(['account: ac|me\n'], { product: 'spaces' })?.about, 'acme');
  });

  it('shows no secrets, of any layer', () => {
    for (const layers of [
      ['password: hunter1\n', 'passw|ord: hunter2\n'],
      ['auth:\n  token: {a: hunter1}\n', 'auth:\n  token:\n    a|: hunter2\n'],
      ['apiKeys: [hunter1]\n', 'apiKeys|: [hunter2, hunter3]\n'],
    ]) {
      const found = hover(layers);
      assert.ok(found);
      assert.doesNotMatch(found.markdown, /hunter/);
    }
  });
});
