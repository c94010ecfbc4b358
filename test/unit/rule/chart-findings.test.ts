import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatPath } from '../../../server/src/core/values/path.ts';
import { createWorkspace } from '../../../server/src/workspace/workspace.ts';
import { inMemory, memoryHost } from '../../support/memory-host.ts';

const chart = {
  'chart/Chart.yaml':
    'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n  - {name: cache, version: 1.0.0, repository: "https://charts.example.com"}\n',
  'chart/values.yaml': [
    'global: {domain: example.com}',
    'image: {repository: shop, tag: "1"}',
    'env: {LOG_LEVEL: info, REDIS_1: a}',
    'hosts: []',
    'worker: {enabled: false, size: 1}',
    'cache: {image: {tag: "7"}}',
    '',
  ].join('\n'),
  'chart/templates/deployment.yaml':
    '{{ .Values.image.repository }}:{{ .Values.image.tag }}\n{{ toYaml .Values.env }}\n{{ .Values.global.domain }}\n{{ .Values.hosts | join "," }}\n',
};

/** What is said of the overlay's keys: `code severity path → first fix`. */
async function keyFindings(overlay: string, more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const workspace = createWorkspace(
    memoryHost({ ...chart, ...more, 'chart/values-test.yaml': overlay }),
    ['file:///w'],
    [],
  );
  const { findings } = await workspace.check(inMemory('chart/values-test.yaml'));
  return findings.map(({ code, severity, path, fixes }) => {
    const operation = fixes()[0]?.operations[0];
    const name = operation?.op === 'rename' ? ` → ${operation.name}` : '';
    return `${code} ${severity} ${formatPath(path)}${name}`;
  });
}

describe('keys that a chart at hand does not know', () => {
  const table: readonly (readonly [what: string, overlay: string, findings: readonly string[]])[] = [
    ['a slip', 'image: {tagg: "2"}\n', ['schema/unknown-key error image.tagg → tag']],
    ['nothing near', 'nonsense: 1\n', ['schema/unknown-key warning nonsense']],
    [
      'a slip in a map that is printed as it is',
      'env: {LOG_LEVL: debug}\n',
      ['schema/unknown-key warning env.LOG_LEVL → LOG_LEVEL'],
    ],
    ['a key of the user in such a map', 'env: {SENTRY_DSN: x}\n', []],
    ['one letter off beside the setting itself', 'env: {LOG_LEVEL: info, LOG_LEVELS: all}\n', []],
    ['two of a kind', 'env: {REDIS_2: b}\n', []],
    [
      'a slip in what all charts share',
      'global: {domian: example.org}\n',
      ['schema/unknown-key warning global.domian → domain'],
    ],
    ['a shared value that some other chart may read', 'global: {region: eu}\n', []],
    [
      'a slip in a subchart that is not at hand',
      'cache: {image: {tg: "8"}}\n',
      ['schema/unknown-key warning cache.image.tg → tag'],
    ],
    ['a setting of a subchart that is not at hand', 'cache: {image: {registry: r}}\n', []],
    ['a word of its own that is near', 'cache: {image: {tags: "8"}}\n', []],
    ['another shape', 'cache: {image: {tog: {a: 1}}}\n', []],
    ['nothing reads it', 'worker: {size: 2}\n', ['values/unused info worker']],
    [
      'a slip in what nothing reads',
      'worker: {sizee: 2}\n',
      ['values/unused info worker', 'schema/unknown-key error worker.sizee → size'],
    ],
  ];
  for (const [what, overlay, expected] of table) {
    it(what, async () => assert.deepEqual(await keyFindings(overlay), expected));
  }

  it('a key that only its schema names is a setting, though an unused one', async () => {
    const schema = '{"properties": {"later": {"type": "string"}}}';
    assert.deepEqual(await keyFindings('later: x\n', { 'chart/values.schema.json': schema }), [
      'values/unused info later',
    ]);
  });

  it('what the schema refuses is reported once', async () => {
    const schema =
      '{"properties": {"image": {"properties": {"tag": {}, "repository": {}}, "additionalProperties": false}}}';
    assert.deepEqual(await keyFindings('image: {tagg: "2"}\n', { 'chart/values.schema.json': schema }), [
      'schema/unknown-key error image.tagg → tag',
    ]);
  });
});
