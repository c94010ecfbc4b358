import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesSelector, selectorProblems } from '../../../server/src/core/kit/label-selector.ts';
import { matchesNodeTerms, nodeAllowed } from '../../../server/src/core/kit/node-affinity.ts';
import {
  readToleration,
  taintOutcome,
  tolerates,
  tolerationProblems,
} from '../../../server/src/core/kit/toleration.ts';
import { repeatedConstraints, spreadAllows, spreadProblems } from '../../../server/src/core/kit/topology-spread.ts';

const etcd = { key: 'target', value: 'etcd', effect: 'NoSchedule' };

test('a toleration that is unknown leaves the outcome open only where it matters', () => {
  assert.equal(tolerates(undefined, etcd), undefined);
  assert.equal(taintOutcome([etcd], [undefined]), undefined);
  assert.deepEqual(taintOutcome([etcd], [undefined, { operator: 'Exists' }]), {
    schedulable: true,
    evicted: false,
    avoided: false,
  });
  assert.deepEqual(taintOutcome([], [undefined]), { schedulable: true, evicted: false, avoided: false });
});

test('null, absent and empty fields of a toleration mean the same', () => {
  assert.equal(tolerates({ key: null, operator: 'Exists', value: null, effect: '' }, etcd), true);
  assert.deepEqual(readToleration({ key: 'target', value: null }), {
    key: 'target',
    operator: '',
    value: '',
    effect: '',
    tolerationSeconds: null,
  });
});

test('a field of the wrong type is no toleration', () => {
  assert.equal(readToleration({ key: 'target', value: true }), undefined);
  assert.equal(readToleration(['target']), undefined);
  assert.equal(readToleration('target'), undefined);
  assert.deepEqual(tolerationProblems({ key: 1, operator: 'Exists', effect: false }), [
    'key-not-string',
    'effect-not-string',
  ]);
  assert.deepEqual(tolerationProblems({ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: '60' }), [
    'seconds-not-integer',
  ]);
});

test('selectors that are unknown or invalid match neither way', () => {
  assert.equal(matchesSelector(undefined, { app: 'a' }), undefined);
  assert.equal(matchesSelector({}, undefined), undefined);
  assert.equal(matchesSelector({ matchLabels: { app: 1 } }, { app: '1' }), undefined);
  assert.equal(
    matchesSelector({ matchExpressions: [{ key: 'app', operator: 'In', values: [] }] }, { app: 'a' }),
    undefined,
  );
});

test('names of Object.prototype are ordinary labels', () => {
  assert.equal(matchesSelector({ matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, {}), false);
  assert.equal(matchesSelector({ matchLabels: { toString: 'a' } }, { toString: 'a' }), true);
});

test('nodeSelector and node affinity must both hold', () => {
  const pool = { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values: ['etcd'] }] }] };
  assert.equal(nodeAllowed({ disk: 'ssd' }, pool, { pool: 'etcd', disk: 'ssd' }), true);
  assert.equal(nodeAllowed({ disk: 'ssd' }, pool, { pool: 'etcd' }), false);
  assert.equal(nodeAllowed(null, pool, { disk: 'ssd' }), false);
  assert.equal(nodeAllowed(null, null, {}), true);
  assert.equal(nodeAllowed(undefined, null, {}), undefined);
});

test('bounds of node affinity may have signs and leading zeros', () => {
  const above = (value: string) => [{ matchExpressions: [{ key: 'cpu', operator: 'Gt', values: [value] }] }];
  assert.equal(matchesNodeTerms(above('007'), { cpu: '+8' }), true);
  assert.equal(matchesNodeTerms(above('9223372036854775808'), { cpu: '8' }), undefined);
});

test('a term about fields cannot be decided from labels', () => {
  const byName = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] };
  assert.equal(matchesNodeTerms([byName], {}), undefined);
  assert.equal(
    matchesNodeTerms([byName, { matchExpressions: [{ key: 'pool', operator: 'Exists' }] }], { pool: 'a' }),
    true,
  );
});

test('spread constraints', () => {
  const zone = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} };
  assert.deepEqual(
    repeatedConstraints([zone, { ...zone, maxSkew: 2 }, { ...zone, whenUnsatisfiable: 'ScheduleAnyway' }]),
    [1],
  );
  assert.deepEqual(
    spreadProblems({ ...zone, matchLabelKeys: ['app'], labelSelector: { matchExpressions: [{ key: 'app' }] } }),
    ['match-label-keys-overlap'],
  );
  assert.equal(spreadAllows(undefined, 'a', 1), undefined);
  assert.equal(spreadAllows(new Map([['a', 1]]), 'b', 1), undefined);
});

test('templates are not judged', () => {
  const template = '$(POOL)';
  assert.equal(readToleration({ key: template, operator: 'Exists' }), undefined);
  assert.deepEqual(tolerationProblems({ key: template, value: 1 }), []);
  assert.equal(matchesSelector({ matchLabels: { app: template } }, { app: 'a' }), undefined);
  assert.deepEqual(selectorProblems({ matchExpressions: [{ key: 'a', operator: template }] }), []);
  assert.deepEqual(
    spreadProblems({ maxSkew: template, topologyKey: template, whenUnsatisfiable: template, labelSelector: template }),
    [],
  );
});
