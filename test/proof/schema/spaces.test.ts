import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { coverageOf } from '../../../schemas/tools/coverage.ts';
import { kubernetesDefinitions } from '../../../schemas/tools/kubernetes.ts';
import type { JsonValue } from '../../../server/src/core/product/table.ts';
import { futureKey, keyId, keysAt, movesAt, schemaOf } from '../../../server/src/core/schema/build.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';
import { productTable } from '../../support/snapshot.ts';

const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as T;
const spaces = productTable('spaces');
const definitions: JsonSchema = { definitions: kubernetesDefinitions() };

type Tree = { [key: string]: Tree | JsonValue };

function put(tree: Tree, path: readonly string[], value: JsonValue): void {
  let at = tree;
  for (const key of path.slice(0, -1)) {
    const next = at[key];
    const inner: Tree = next !== null && typeof next === 'object' && !Array.isArray(next) ? (next as Tree) : {};
    at[key] = inner;
    at = inner;
  }
  at[path.at(-1) ?? ''] = value;
}

const treeOf = (path: readonly string[], value: JsonValue): Tree => {
  const tree: Tree = {};
  put(tree, path, value);
  return tree;
};

const validator = (version: string): ((values: unknown) => string[]) => {
  // Compiling without the optimizer takes a third of the time.
  const ajv = new Ajv({
    strict: false,
    ownProperties: true,
    code: { optimize: false },
    inlineRefs: false,
    validateSchema: false,
  });
  const validate = ajv.compile(schemaOf(spaces, version, definitions));
  return values =>
    validate(values)
      ? []
      : (validate.errors ?? []).map(error => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
};

const validators = new Map(spaces.versions.map(version => [version, validator(version)]));
const errorsAt = (version: string, values: unknown): string[] =>
  validators.get(version)?.(values) ?? ['no such version'];

for (const version of spaces.versions) {
  test(`spaces@${version}: every setting is accepted with its default, all together and one by one`, () => {
    const all: Tree = {};
    for (const key of keysAt(spaces, version)?.keys.values() ?? []) {
      if (key.default === undefined) continue;
      put(all, key.fact.path, key.default);
      assert.deepEqual(errorsAt(version, treeOf(key.fact.path, key.default)), [], key.fact.path.join('.'));
      assert.deepEqual(errorsAt(version, treeOf(key.fact.path, null)), [], `${key.fact.path.join('.')}: null`);
    }
    assert.deepEqual(errorsAt(version, all), []);
  });
}

const golden =
  read<{ path: string[]; value: JsonValue; versions: string[]; outside?: string[] }[]>('./spaces-golden.json');

/** A label is a text; the documents set these with `--set`, which makes a boolean of `true`. The cluster refuses it. */
const WRONG_IN_THE_DOCUMENTS = /\.customLabels\.azure\.workload\.identity\/use$/;

test('every value that the official documents set is accepted where the version knows the setting', () => {
  for (const { path, value, versions, outside } of golden) {
    for (const version of versions) {
      if (outside?.includes(version)) continue;
      const wrong = value === true && WRONG_IN_THE_DOCUMENTS.test(path.join('.'));
      assert.equal(errorsAt(version, treeOf(path, value)).length > 0, wrong, `${path.join('.')} at ${version}`);
      assert.deepEqual(errorsAt(version, treeOf(path, wrong ? 'true' : value)), [], `${path.join('.')} at ${version}`);
    }
  }
});

test('where the version does not know it, a move, a removal or a later version explains it', () => {
  const outside = golden.flatMap(row => (row.outside ?? []).map(version => ({ ...row, version })));
  assert.equal(golden.filter(row => row.outside).length, 26);
  for (const { path, version } of outside) {
    const move = movesAt(spaces, version)?.find(path);
    const future = futureKey(spaces, version, path);
    // A path whose old place still counts in the version's own chart needs no move: it is not yet there.
    assert.ok(move || future, `${path.join('.')} at ${version}`);
    if (move?.to) {
      const known = keysAt(spaces, version)?.keys.has(keyId(move.to));
      assert.ok(
        known || futureKey(spaces, version, move.to),
        `${path.join('.')} at ${version} goes to ${move.to.join('.')}`,
      );
    }
  }
});

const MOVES: readonly (readonly [version: string, from: string, to: string | undefined])[] = [
  ['1.17.1', 'controller.resources.limits.cpu', 'controller.controller.resources.limits.cpu'],
  ['1.15.1', 'features.alpha.apollo.replicaCount', 'apollo.apollo.replicaCount'],
  ['1.17.1', 'apollo.apiserver.image.tag', 'apollo.apollo.apiserver.image.tag'],
  ['1.8.0', 'apollo.apiserver.image.tag', 'features.alpha.apollo.apiserver.image.tag'],
  ['1.12.0', 'controlPlanes.syncer.resources.limits.cpu', 'controlPlanes.vcluster.resources.limits.cpu'],
  ['1.14.0', 'features.alpha.observability.enabled', 'observability.enabled'],
  ['1.15.2', 'observability.collector.tolerations', 'observability.collectors.tolerations'],
  ['1.16.0', 'observability.collector.tolerations', 'observability.collectors.logCollector.tolerations'],
  ['1.16.0', 'observability.collectors.tolerations', 'observability.collectors.logCollector.tolerations'],
  ['1.17.1', 'observability.controlPlanes.apiServer.auditPolicy', 'observability.collectors.apiServer.auditPolicy'],
  ['1.17.0', 'controlPlanes.v2.enabled', 'controlPlanes.uxp.v2.enabled'],
  ['1.17.1', 'controlPlanes.vector.billing.storage.secretRef.name', 'billing.storage.secretRef.name'],
  ['1.17.1', 'clusterType', undefined],
  ['1.17.1', 'backup.storage.aws.bucket', undefined],
  ['1.17.0', 'controlPlanes.uxp.xgql.replicas', undefined],
  ['1.14.0', 'controlPlanes.vcluster.resources.limits.memory', undefined],
];

test('moves are followed to the place that counts at the version in force', () => {
  for (const [version, from, to] of MOVES) {
    const found = movesAt(spaces, version)?.find(from.split('.'));
    assert.ok(found, `${from} at ${version}`);
    assert.equal(found.to?.join('.'), to, `${from} at ${version}`);
  }
});

test('what still counts, and what was never a setting, is no move', () => {
  const still = (version: string, path: string): unknown => movesAt(spaces, version)?.find(path.split('.'));
  assert.equal(still('1.17.1', 'features.alpha.apollo.enabled'), undefined);
  assert.equal(still('1.14.0', 'features.alpha.apollo.replicaCount'), undefined);
  assert.equal(still('1.15.2', 'observability.collectors.tolerations'), undefined);
  assert.equal(still('1.17.1', 'apollo.apollo.replicaCnt'), undefined);
  assert.equal(still('1.12.0', 'controlPlanes.vcluster.resources.limits.memory'), undefined);
});

test('types that the reference does not tell are right', () => {
  const accepts = (path: string, value: JsonValue): boolean =>
    errorsAt('1.17.1', treeOf(path.split('.'), value)).length === 0;
  assert.ok(accepts('controller.controller.resources.limits.cpu', 2));
  assert.ok(accepts('controller.controller.resources.limits', { 'nvidia.com/gpu': 1 }));
  assert.ok(accepts('router.proxy.hostPort', 443));
  assert.ok(accepts('controller.controller.podDisruptionBudget.minAvailable', '50%'));
  assert.ok(accepts('controller.controller.podDisruptionBudget.minAvailable', 1));
  assert.ok(accepts('observability.spacesCollector.config.exporters.debug', { verbosity: 'detailed' }));
  assert.ok(accepts('observability.spacesCollector.config.exporters.otlphttp', { endpoint: 'https://example.com' }));
  assert.ok(accepts('ingress.annotations', null));
  assert.ok(accepts('ingress.host', `\${SPACES_ROUTER_HOST}`));
  assert.ok(accepts('global', { any: 'thing' }));
  assert.ok(!accepts('controller.controller.verticalPodAutoscaler.updateMode', false));
  assert.ok(!accepts('controller.controller.resources.limits.cpu', '2 cores'));
  assert.ok(!accepts('controlPlanes.vcluster.tolerations', [{ key: 'a', effect: 'Noschedule' }]));
  assert.ok(!accepts('ingress.host', 'https://example.com/'));
  assert.ok(!accepts('router.podLabels', { a: true }));
});

test('a patch release knows what it brought, its minor before it does not', () => {
  const knows = (version: string, path: string): boolean | undefined =>
    keysAt(spaces, version)?.keys.has(keyId(path.split('.')));
  assert.equal(knows('1.14.2', 'observability.spacesCollector.env'), false);
  assert.equal(knows('1.14.3', 'observability.spacesCollector.env'), true);
  assert.equal(knows('1.13.6', 'observability.spacesCollector.env'), true);
});

test('what a later version brings is named with that version', () => {
  assert.equal(futureKey(spaces, '1.13.1', ['externalTLS', 'host'])?.version, '1.16.0');
  assert.equal(futureKey(spaces, '1.12.0', ['controlPlanes', 'etcd', 'affinity'])?.version, '1.13.1');
  assert.equal(futureKey(spaces, '1.17.1', ['externalTLS', 'host']), undefined);
  assert.equal(futureKey(spaces, '1.17.1', ['no', 'such']), undefined);
});

test('every setting and every map has a text, at every version', () => {
  const { leaves, maps, missing } = coverageOf(spaces);
  assert.ok(leaves >= 392 && maps > 200);
  assert.deepEqual(missing, []);
  assert.deepEqual(
    spaces.keys.filter(key => !key.note).map(key => key.path.join('.')),
    [],
  );
});
