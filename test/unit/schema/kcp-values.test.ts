import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { kubernetesDefinitions } from '../../../schemas/tools/kubernetes.ts';
import { recognise } from '../../../server/src/core/product/custom-resource.ts';
import type { ProductTable } from '../../../server/src/core/product/table.ts';
import { schemaOf } from '../../../server/src/core/schema/build.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';
import { type ResourceTable, resourceSchema } from '../../../server/src/core/schema/resource-schema.ts';
import { compileSchema } from '../../../server/src/core/schema/validate.ts';
import { productTable } from '../../support/snapshot.ts';

/** The recorded values files and manifests of kcp's repositories: what is reported of each, and why that is right. */
const FOLDER = new URL('../../../../shared/facts/kcp/values/', import.meta.url);
const skip = existsSync(FOLDER) ? false : 'the recorded files are not here';

const PRODUCTS = new URL('../../../schemas/products/', import.meta.url);
const definitions: JsonSchema = { definitions: kubernetesDefinitions() };

/** By a part of the file's name; the first that fits. Files of charts are told by their names. */
const CHART_OF: readonly (readonly [RegExp, string])[] = [
  [
    /^(api-syncagent|cache|certificates|etcd-druid|init-agent|kcp-operator|kcp|proxy|shard)-(v?[\d.]+|main)\.values\.yaml$/,
    '$1@$2',
  ],
  [/^example-charts_(.+)_tests_.+\.yaml$/, '$1@main'],
  [/^example-examples_sharded_kind-values-phase[12].*\.yaml$/, 'certificates@main'],
  [/^example-examples_sharded_kind-values-phase3-(alpha|beta)\.yaml$/, 'shard@main'],
  [/^example-examples_sharded_kind-values-phase3-(cache|proxy)\.yaml$/, '$1@main'],
  [/^example-hack_kind-values\.yaml$/, 'kcp@main'],
  [/^kcpdocs-gtr-01\.yaml$/, 'kcp@main'],
  [/^readme-(kcp|init-agent)-\d+\.yaml$/, '$1@main'],
];

/** Neither values of a kcp chart nor a resource of the operators. */
const OTHERS = new Set([
  // Values of the chart `dex`.
  'kcp-contrib-production_oidc-dex_values.yaml.template',
  // A piece of a pod specification and a piece of a Prometheus object, both without their surroundings.
  'etcd-druid-docs-production-01.yaml',
  'readme-kcp-05.yaml',
]);

/** `<keyword> <path>`, in the order of the schema. */
const REPORTED: Readonly<Record<string, readonly string[]>> = {
  // The tests of the chart set the host name of their siblings; this chart has none.
  'example-charts_api-syncagent_tests_default.yaml': ['additionalProperties externalHostname'],
  'example-charts_api-syncagent_tests_hostaliases.yaml': ['additionalProperties externalHostname'],
  // The examples use one block for all charts; the proxy chart reads nothing of etcd, server, cache and CA bundle.
  'example-examples_sharded_kind-values-phase3-proxy.yaml': [
    'additionalProperties etcd',
    'additionalProperties kcp',
    'additionalProperties cache',
    'additionalProperties caBundle',
  ],
  // `logLevel` is no field of a Shard: it is `logging.level`.
  'operator-sample-operator.kcp.io_v1alpha1_shard.yaml': ['additionalProperties spec.logLevel'],
  // The documents show fragments, which the API server would refuse.
  'operatordocs-cache-server-02.yaml': ['required spec.certificates', 'required spec.etcd', 'required spec.external'],
  'operatordocs-cache-server-03.yaml': ['required spec.certificates'],
  'operatordocs-pki-02.yaml': [
    'required spec.cache',
    'required spec.certificates',
    'required spec.etcd',
    'required spec.external',
  ],
  'operatordocs-pki-03.yaml': ['required spec.rootShard'],
};

const checks = new Map<string, (value: unknown) => string[]>();

function checker(id: string, schema: () => JsonSchema | undefined): (value: unknown) => string[] {
  const known = checks.get(id);
  if (known) return known;
  const made = schema();
  assert.ok(made, id);
  const { validate } = compileSchema(made);
  const check = (value: unknown): string[] =>
    validate(value).map(
      ({ keyword, path, params }) =>
        `${keyword} ${[...path, params.additionalProperty ?? params.missingProperty ?? []].flat().join('.')}`,
    );
  checks.set(id, check);
  return check;
}

const tableOf = (chart: string): ProductTable => productTable(`kcp/${chart}`);

function reportedOfValues(target: string, value: unknown): string[] {
  const [chart = '', version = ''] = target.split('@');
  const table = tableOf(chart);
  const own = version === 'main' ? table.versions.at(-1) : version.replace(/^v/, '');
  return checker(`${chart}@${own}`, () => schemaOf(table, own, definitions))(value);
}

function reportedOfFile(file: string, resources: ResourceTable): string[] {
  const documents = parseAllDocuments(readFileSync(new URL(file, FOLDER), 'utf8')).map(
    document => document.toJS() as Record<string, unknown> | null,
  );
  const target = CHART_OF.find(([name]) => name.test(file));
  return documents.flatMap(document => {
    if (document === null) return [];
    const resource = recognise(document.apiVersion, document.kind);
    if (resource)
      return checker(`${resource.apiVersion}/${resource.kind}`, () =>
        resourceSchema(resources, resource.apiVersion, resource.kind, definitions),
      )(document);
    if (document.apiVersion !== undefined) return [];
    assert.ok(target, `${file} is of no known chart`);
    return reportedOfValues(file.replace(target[0], target[1]), document);
  });
}

test('the recorded values files and manifests: only what is really wrong is reported', { skip }, () => {
  const resources = JSON.parse(readFileSync(new URL('kcp-operator/resources.json', PRODUCTS), 'utf8')) as ResourceTable;
  const files = readdirSync(FOLDER).filter(file => !OTHERS.has(file));
  assert.ok(files.length > 120, String(files.length));
  const reported = Object.fromEntries(
    files.map(file => [file, reportedOfFile(file, resources)] as const).filter(([, findings]) => findings.length > 0),
  );
  assert.deepEqual(reported, REPORTED);
});
