import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { proposals } from '../../../server/src/core/features/completion.ts';
import { completionContext } from '../../../server/src/core/features/completion-context.ts';
import { fittingSnippets, type Snippet } from '../../../server/src/core/features/context-snippets.ts';
import { keyBody } from '../../../server/src/core/features/key-body.ts';
import { settingPlace } from '../../../server/src/core/features/setting-at.ts';
import { plainText } from '../../../server/src/core/features/snippet-text.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';
import { cursor } from '../../support/cursor.ts';
import { analyzeCase, type Case } from '../../support/snapshot.ts';
import { expand, loadPlacements, loadSnippets } from '../../support/snippets.ts';

function at(marked: string, test: Partial<Case> = {}) {
  const { text, offset } = cursor(marked);
  const context = completionContext(text, offset);
  assert.ok(context);
  return { analysis: analyzeCase([], { ...test, values: text }), context };
}

async function labels(
  marked: string,
  candidates: readonly string[],
  test: Partial<Case> = {},
): Promise<readonly string[]> {
  const { analysis, context } = at(marked, test);
  const found = await proposals(analysis, context, async () => candidates, []);
  return [...found].sort((a, b) => a.rank - b.rank).map(({ label }) => label);
}

describe('what is proposed', () => {
  it('no key that is there already, and what matters in production first', async () => {
    assert.deepEqual(
      await labels(
        'router:\n  hpa:\n    enabled: true\n    maxReplicas: 3\n    targetCPUUtilizationPercentage: 1\n    targetMemoryUtilizationPercentage: 1\n    |\n',
        ['enabled', 'minReplicas'],
        { product: 'spaces' },
      ),
      ['minReplicas'],
    );
    const found = await labels('router:\n  |\n', ['nameOverride', 'hpa'], { product: 'spaces' });
    assert.ok(found.indexOf('hpa') < found.indexOf('nameOverride'));
  });

  it('keys of the defaults of a chart without a schema, and of the files below', async () => {
    assert.deepEqual(await labels('a:\n  |\n', [], { defaults: 'a:\n  b: 1\n  c: 2\n' }), ['b', 'c']);
    const { analysis } = at('|');
    const below = analyzeCase([], { values: ['a:\n  b: 1\n', 'a:\n  x: 1\n'] });
    const context = completionContext('a:\n  x: 1\n  ', 12);
    assert.ok(context && analysis);
    assert.deepEqual(
      (await proposals(below, context, async () => [], [])).map(({ label }) => label),
      ['b'],
    );
  });

  it('values: that of production, the default, the others; never null', async () => {
    assert.deepEqual(
      await labels('router:\n  hpa:\n    enabled: |\n', ['false', 'true', 'null', '""'], { product: 'spaces' }),
      ['true', 'false'],
    );
  });

  it('taints of the node pools, in tolerations', async () => {
    const taint = { key: 'dedicated', value: 'etcd', effect: 'NoSchedule' as const };
    const { analysis, context } = at('tolerations:\n  - key: |\n');
    const declared = {
      ...taint,
      site: { uri: 'n', span: { start: 0, end: 0 } },
      entry: { start: 0, end: 0 },
      source: 'node' as const,
      pool: null,
      templated: false,
      startup: false,
      labels: new Map(),
    };
    const withTaints = {
      ...analysis,
      snapshot: {
        ...analysis.snapshot,
        taints: { ...analysis.snapshot.taints, taints: [declared, { ...declared, key: 'x', templated: true }] },
      },
    };
    assert.deepEqual(
      (await proposals(withTaints, context, async () => [], [])).map(({ label }) => label),
      ['dedicated'],
    );
  });
});

describe('what is written for a key', () => {
  const cases: readonly [string, JsonSchema, string][] = [
    ['a scalar', { type: 'string' }, 'key: $1'],
    ['its default', { type: 'integer', default: 3 }, 'key: §{1:3}'],
    [
      'the value for production',
      { type: 'integer', default: 1, 'x-production': { value: 3, text: '', source: '' } },
      'key: §{1:3}',
    ],
    ['allowed values, the default first', { enum: ['a', 'b', null], default: 'b' }, 'key: §{1|b,a|}'],
    ['a switch', { type: ['boolean', 'null'], default: false }, 'key: §{1|false,true|}'],
    ['a map', { type: 'object' }, 'key:\n  $1'],
    [
      'a map with required keys',
      { type: 'object', required: ['a', 'b'], properties: { a: { type: 'string' }, b: { type: 'object' }, c: {} } },
      'key:\n  a: $1\n  b:\n    $2',
    ],
    ['a list', { type: 'array', items: { type: 'string' } }, 'key:\n  - $1'],
    [
      'a list of maps',
      { type: 'array', items: { type: 'object', required: ['a', 'b'], properties: { a: {}, b: { default: 1 } } } },
      'key:\n  - a: $1\n    b: §{2:1}',
    ],
    ['a default with syntax in it', { type: 'string', default: 'a$1}' }, 'key: §{1:a\\$1\\}}'],
    [
      'a schema that requires itself',
      { type: 'object', required: ['key'], properties: { key: { $ref: '#/definitions/self' } } },
      'key:\n  key:\n    key:\n      key:\n        $1',
    ],
  ];
  for (const [title, schema, expected] of cases) {
    it(title, () => {
      const self: JsonSchema = {
        type: 'object',
        required: ['key'],
        properties: { key: { $ref: '#/definitions/self' } },
      };
      // `§` stands for the dollar sign: the linter takes it for a forgotten template.
      assert.equal(keyBody('key', [schema], { definitions: { self } }), expected.replaceAll('§', '$'));
    });
  }
});

describe('snippets in their places', () => {
  const places = loadPlacements();
  const snippets: readonly Snippet[] = loadSnippets().flatMap(({ title, prefix, description, body }) => {
    const place = places.get(prefix);
    return place ? [{ title, prefix, description, body: body.join('\n'), ...place }] : [];
  });
  const fitting = (marked: string, product: string) => {
    const { analysis, context } = at(marked, { product });
    const place = settingPlace(analysis.snapshot, context.path);
    return place ? fittingSnippets(snippets, context, place) : [];
  };
  const prefixes = (marked: string, product: string) => fitting(marked, product).map(({ snippet }) => snippet.prefix);

  it('at the root of a file for the product', () => {
    assert.ok(prefixes('|', 'spaces@1.17.1').includes('pv-spaces-ha'));
    assert.ok(!prefixes('|', 'kcp/kcp').includes('pv-spaces-ha'));
    assert.ok(prefixes('|', 'kcp/kcp').includes('pv-kcp-ha'));
  });

  it('for the version in force', () => {
    assert.ok(prefixes('|', 'spaces@1.17.1').includes('pv-spaces-replicas'));
    assert.ok(!prefixes('|', 'spaces@1.17.1').includes('pv-spaces-replicas-1-14'));
    assert.ok(prefixes('|', 'spaces@1.14.0').includes('pv-spaces-replicas-1-14'));
  });

  it('without the keys around the cursor', () => {
    const [ha] = fitting('controlPlanes:\n  |\n', 'spaces@1.17.1').filter(
      ({ snippet }) => snippet.prefix === 'pv-spaces-ha',
    );
    assert.equal(ha?.body, 'ha:\n  enabled: true');
    const [tolerations] = fitting('controlPlanes:\n  etcd:\n    tolerations:\n      |\n', 'spaces@1.17.1').filter(
      ({ snippet }) => snippet.prefix === 'pv-tolerations',
    );
    assert.match(tolerations?.body ?? '', /^- key: /);
  });

  it('where the chart has the block, or the map is that of a workload', () => {
    assert.ok(prefixes('controlPlanes:\n  etcd:\n    |\n', 'spaces@1.17.1').includes('pv-tolerations'));
    assert.ok(!prefixes('controlPlanes:\n  etcd:\n    |\n', 'spaces@1.17.1').includes('pv-topology-spread'));
    assert.ok(prefixes('web:\n  image: x\n  |\n', 'helm').includes('pv-probes-backend'));
    assert.ok(!prefixes('config:\n  a: x\n  |\n', 'helm').includes('pv-probes-backend'));
  });

  it('not where a key of theirs stands already', () => {
    assert.ok(!prefixes('web:\n  image: x\n  resources: {}\n  |\n', 'helm').includes('pv-resources'));
  });

  it('in plain text for clients without snippets', () => {
    for (const { body } of snippets) {
      assert.equal(plainText(body), expand(body));
    }
  });
});
