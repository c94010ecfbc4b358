import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  emptyTaintIndex,
  indexOf,
  isDemanding,
  mayMatchUnknown,
  poolsOf,
  poolsWithLabels,
  poolViews,
  taintsMatching,
  untolerated,
  withTaintFile,
} from '../../../server/src/core/taint/index.ts';
import { readNodeDump, readTaints } from '../../../server/src/core/taint/read.ts';
import { emptyTaintFile, formatTaint } from '../../../server/src/core/taint/taint.ts';

const pool = (name: string, taint: string, more = '') => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: ${name}}
spec:
  template:
    metadata:
      labels: {pool: ${name}}
    spec:
      requirements: [{key: arch, operator: In, values: [amd64, arm64]}]
      taints: [${taint}]
${more}`;

const gpu = readTaints('gpu.yaml', pool('gpu', '{key: gpu, value: "1", effect: NoSchedule}'));
const db = readTaints('db.yaml', pool('db', '{key: db, effect: NoExecute}, {key: soft, effect: PreferNoSchedule}'));
const starting = readTaints(
  'start.yaml',
  pool('start', '{key: gpu, value: "1", effect: NoSchedule}', '      startupTaints: [{key: cni, effect: NoExecute}]\n'),
);
const templated = readTaints('t.yaml', pool('t', '{key: "{{ .key }}", effect: NoSchedule}'));

const keys = (taints: readonly { key: string | null }[]) => taints.map(taint => taint.key);

test('all files together', () => {
  const index = indexOf([gpu, db, starting]);
  assert.deepEqual(keys(index.taints), ['gpu', 'db', 'soft', 'gpu', 'cni']);
  assert.deepEqual(
    index.pools.map(({ name }) => name),
    ['gpu', 'db', 'start'],
  );
  assert.deepEqual(index.taints.map(formatTaint), [
    'gpu=1:NoSchedule',
    'db:NoExecute',
    'soft:PreferNoSchedule',
    'gpu=1:NoSchedule',
    'cni:NoExecute',
  ]);
  assert.deepEqual([...(index.taints[0]?.labels ?? [])], [['pool', 'gpu']]);
});

test('complete: something is declared, and all of it is known', () => {
  assert.equal(emptyTaintIndex.complete, false);
  assert.equal(indexOf([]).complete, false);
  assert.equal(indexOf([gpu]).complete, true);
  assert.equal(indexOf([gpu, templated]).complete, false);
  assert.equal(indexOf([gpu, emptyTaintFile('big.md', 'larger than 2 MB')]).complete, false);
});

test('one file changes, appears, goes', () => {
  const index = indexOf([gpu]);
  const more = withTaintFile(index, 'db.yaml', db);
  assert.deepEqual(keys(more.taints), ['gpu', 'db', 'soft']);
  assert.deepEqual(keys(index.taints), ['gpu'], 'the index before is as it was');
  assert.deepEqual(keys(withTaintFile(more, 'gpu.yaml', undefined).taints), ['db', 'soft']);
  assert.equal(withTaintFile(index, 'other.yaml', emptyTaintFile('other.yaml')), index);
  const changed = readTaints('gpu.yaml', pool('gpu', '{key: gpu, value: "2", effect: NoSchedule}'));
  assert.deepEqual(withTaintFile(index, 'gpu.yaml', changed).taints.map(formatTaint), ['gpu=2:NoSchedule']);
});

test('startup, templated and preferred taints demand nothing', () => {
  const index = indexOf([gpu, db, starting, templated]);
  assert.deepEqual(keys(index.taints.filter(isDemanding)), ['gpu', 'db', 'gpu']);
});

test('what a toleration matches', () => {
  const index = indexOf([gpu, db, starting, templated]);
  assert.deepEqual(keys(taintsMatching(index, { key: 'gpu', value: '1' })), ['gpu', 'gpu']);
  assert.deepEqual(keys(taintsMatching(index, { key: 'gpu', value: '2' })), []);
  assert.deepEqual(keys(taintsMatching(index, { operator: 'Exists', effect: 'NoExecute' })), ['db', 'cni']);
  assert.equal(mayMatchUnknown(index, { key: 'x', operator: 'Exists' }), true);
  assert.equal(mayMatchUnknown(indexOf([gpu]), { key: 'x', operator: 'Exists' }), false);
});

test('what is left to tolerate, each once', () => {
  const index = indexOf([gpu, db, starting, templated]);
  assert.deepEqual(keys(untolerated(index.taints, [])), ['gpu', 'db']);
  assert.deepEqual(keys(untolerated(index.taints, [{ key: 'gpu', operator: 'Exists' }])), ['db']);
  assert.deepEqual(keys(untolerated(index.taints, [{ operator: 'Exists' }])), []);
});

test('pools by taint and by label', () => {
  const index = indexOf([gpu, db, starting]);
  const [first] = index.taints;
  assert.deepEqual(first && poolsOf(index, first), ['gpu', 'start']);
  assert.deepEqual(
    poolsWithLabels(index, new Map([['pool', 'db']])).map(({ name }) => name),
    ['db'],
  );
  assert.deepEqual(
    poolsWithLabels(
      index,
      new Map([
        ['pool', 'db'],
        ['arch', 'arm64'],
      ]),
    ).map(({ name }) => name),
    ['db'],
  );
  assert.deepEqual(poolsWithLabels(index, new Map([['pool', 'none']])), []);
  assert.deepEqual(poolsWithLabels(index, new Map()), []);
  assert.deepEqual(
    poolViews(index).map(({ name, known }) => [name, known]),
    [
      ['gpu', true],
      ['db', true],
      ['start', true],
    ],
  );
});

test('the nodes of a running cluster', () => {
  const node = {
    metadata: { name: 'n1', labels: { zone: 'a' } },
    spec: { taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }] },
  };
  const list = { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Node', ...node }] };
  const file = readNodeDump('cluster', JSON.stringify(list));
  assert.deepEqual(
    file.taints.map(taint => [formatTaint(taint), taint.pool, taint.source, [...taint.labels]]),
    [['dedicated=db:NoSchedule', 'n1', 'node', [['zone', 'a']]]],
  );
  assert.deepEqual(readNodeDump('cluster', 'error: no configuration').taints, []);
});
