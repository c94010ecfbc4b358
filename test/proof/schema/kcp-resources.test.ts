import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { isCopied } from '../../../schemas/tools/check.ts';
import { kubernetesDefinitions } from '../../../schemas/tools/kubernetes.ts';
import { customResources, nearMiss, recognise } from '../../../server/src/core/product/custom-resource.ts';
import type { JsonSchema } from '../../../server/src/core/schema/json-schema.ts';
import { type ResourceTable, resourceSchema } from '../../../server/src/core/schema/resource-schema.ts';
import { compileSchema } from '../../../server/src/core/schema/validate.ts';

const table = JSON.parse(
  readFileSync(new URL('../../../schemas/products/kcp-operator/resources.json', import.meta.url), 'utf8'),
) as ResourceTable;
const definitions: JsonSchema = { definitions: kubernetesDefinitions() };
const CRDS = new URL('../../../../shared/facts/kcp/crds/', import.meta.url);
const skip = existsSync(CRDS) ? false : 'the recorded definitions are not here';

function schemaFor(apiVersion: string, kind: string): JsonSchema {
  const schema = resourceSchema(table, apiVersion, kind, definitions);
  assert.ok(schema, `${apiVersion} ${kind}`);
  return schema;
}

const compiled = new Map<string, ReturnType<typeof compileSchema>>();

function refused(text: string): string[] {
  const document = parse(text) as { apiVersion: string; kind: string };
  const id = `${document.apiVersion} ${document.kind}`;
  const check = compiled.get(id) ?? compileSchema(schemaFor(document.apiVersion, document.kind));
  compiled.set(id, check);
  return check
    .validate(document)
    .map(
      ({ keyword, path, params }) =>
        `${keyword} ${[...path, params.additionalProperty ?? params.missingProperty ?? []].flat().join('.')}`,
    );
}

// Recognition

test('ten kinds are recognised, each with a schema', () => {
  assert.equal(customResources.length, 10);
  for (const { apiVersion, kind } of customResources) {
    assert.equal(recognise(apiVersion, kind)?.kind, kind);
    assert.equal(schemaFor(apiVersion, kind).title, `${kind} (${apiVersion})`);
  }
  assert.deepEqual(
    Object.keys(table.resources).sort(),
    customResources.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`).sort(),
  );
});

const STRANGERS: readonly (readonly [apiVersion: unknown, kind: unknown])[] = [
  ['v1', 'Secret'],
  ['cert-manager.io/v1', 'Certificate'],
  ['etcd.database.coreos.com/v1beta2', 'EtcdCluster'],
  ['example.com/v1', 'Shard'],
  ['example.com/v1', 'Etcd'],
  [undefined, 'RootShard'],
  ['operator.kcp.io/v1alpha1', undefined],
  [1, 2],
  ['__proto__', 'constructor'],
];

for (const [apiVersion, kind] of STRANGERS) {
  test(`${String(apiVersion)} ${String(kind)} is left alone`, () => {
    assert.equal(recognise(apiVersion, kind), undefined);
    assert.equal(nearMiss(apiVersion, kind), undefined);
  });
}

const MISSES: readonly (readonly [apiVersion: string, kind: string, part: string, suggestion: string | undefined])[] = [
  ['operator.kcp.io/v1', 'RootShard', 'apiVersion', 'operator.kcp.io/v1alpha1'],
  ['operator.kcp.io/v1alpha2', 'FrontProxy', 'apiVersion', 'operator.kcp.io/v1alpha1'],
  ['operator.kcp.io', 'Shard', 'apiVersion', 'operator.kcp.io/v1alpha1'],
  ['operators.kcp.io/v1alpha1', 'Shard', 'apiVersion', 'operator.kcp.io/v1alpha1'],
  ['druid.gardener.cloud/v1', 'Etcd', 'apiVersion', 'druid.gardener.cloud/v1alpha1'],
  ['operator.kcp.io/v1alpha1', 'Rootshard', 'kind', 'RootShard'],
  ['operator.kcp.io/v1alpha1', 'FrontProxi', 'kind', 'FrontProxy'],
  ['operator.kcp.io/v1alpha1', 'Workspace', 'kind', undefined],
  ['druid.gardener.cloud/v1alpha1', 'EtcdOpTask', 'kind', 'EtcdOpsTask'],
  ['deploy.operator.kcp.io/v1alpha1', 'CompiledShard', 'apiVersion', 'operator.kcp.io/v1alpha1'],
];

for (const [apiVersion, kind, part, suggestion] of MISSES) {
  test(`${apiVersion} ${kind}: the ${part} is wrong`, () => {
    const miss = nearMiss(apiVersion, kind);
    assert.deepEqual([miss?.part, miss?.suggestions[0]], [part, suggestion]);
    assert.match(miss?.message ?? '', /\.$|\?$/);
  });
}

test('a kind that newer operators do not know says so', () => {
  assert.match(recognise('operator.kcp.io/v1alpha1', 'Bundle')?.removed ?? '', /0\.9\.0/);
  assert.equal(recognise('operator.kcp.io/v1alpha1', 'Shard')?.removed, undefined);
});

test('an unknown resource has no schema', () => {
  assert.equal(resourceSchema(table, 'operator.kcp.io/v1', 'RootShard', definitions), undefined);
  assert.equal(resourceSchema(table, '__proto__', 'constructor', definitions), undefined);
});

// Validation

const ROOT = `
apiVersion: operator.kcp.io/v1alpha1
kind: RootShard
metadata: { name: root, labels: { a: b } }
spec:
  external: { hostname: kcp.example.com, port: 6443 }
  certificates: { issuerRef: { kind: ClusterIssuer, name: ca } }
  cache: { ref: { name: cache } }
  etcd: { endpoints: ["https://etcd-root-client:2379"], tlsConfig: { secretRef: { name: etcd-client } } }
`;

const ETCD = `
apiVersion: druid.gardener.cloud/v1alpha1
kind: Etcd
metadata: { name: root }
spec:
  replicas: 3
  labels: { app: etcd }
  storageCapacity: 25Gi
  etcd: { quota: 8Gi, defragmentationSchedule: "0 1 * * *" }
  backup: { fullSnapshotSchedule: "0 */24 * * *", deltaSnapshotPeriod: 300s, store: { prefix: root, provider: aws, container: backups } }
`;

const ACCEPTED: readonly string[] = [
  ROOT,
  ETCD,
  `${ROOT}  audit: null\nstatus: {}\n`,
  `${ROOT}  certificateTemplates: { server: { spec: { dnsNames: [a.example.com], privateKey: { rotationPolicy: Always } } } }\n`,
  `${ROOT}  deploymentTemplate: { spec: { template: { spec: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule }] } } } }\n`,
  `${ROOT}  extraVolumes: [{ name: a, secret: { secretName: b } }]\n  extraVolumeMounts: [{ name: a, mountPath: /b }]\n`,
  `${ROOT}  resources: { requests: { cpu: 1, memory: 2Gi } }\n`,
  ROOT.replace('kcp.example.com', '"<your-host>"'),
  `${ETCD}  schedulingConstraints: { affinity: { podAntiAffinity: {} } }\n`,
];

for (const [index, text] of ACCEPTED.entries()) {
  test(`a sound resource is accepted (${index + 1})`, () => assert.deepEqual(refused(text), []));
}

const REFUSED: readonly (readonly [text: string, refusal: string])[] = [
  [`${ROOT}  logLevel: 4\n`, 'additionalProperties spec.logLevel'],
  [`${ROOT}  logging: { level: 11 }\n`, 'maximum spec.logging.level'],
  [`${ROOT}  replicas: "2"\n`, 'type spec.replicas'],
  [`${ROOT}  audit: { webhook: { mode: batched } }\n`, 'enum spec.audit.webhook.mode'],
  [`${ROOT}  audit: { policy: { configMap: { name: a } } }\n`, 'required spec.audit.policy.configMap.key'],
  [`${ROOT}  auth: { oidc: { issuerURL: "https://a.example.com" } }\n`, 'required spec.auth.oidc.clientID'],
  [
    `${ROOT}  auth: { oidc: { issuerUrl: "https://a.example.com", issuerURL: "https://a.example.com", clientID: a } }\n`,
    'additionalProperties spec.auth.oidc.issuerUrl',
  ],
  [`${ROOT}  shardBaseURL: root.example.com\n`, 'pattern spec.shardBaseURL'],
  [
    `${ROOT}  certificateTemplates: { server: { spec: { duration: 90d } } }\n`,
    'pattern spec.certificateTemplates.server.spec.duration',
  ],
  [
    `${ROOT}  certificateTemplates: { server: { spec: { privateKey: { algorithm: rsa } } } }\n`,
    'enum spec.certificateTemplates.server.spec.privateKey.algorithm',
  ],
  [`${ROOT}  extraArgs: --v=5\n`, 'type spec.extraArgs'],
  [`${ROOT}  extraVolumes: [{ secret: { secretName: b } }]\n`, 'required spec.extraVolumes.0.name'],
  [
    `${ROOT}  deploymentTemplate: { spec: { template: { spec: { tolerations: [{ efect: NoSchedule }] } } } }\n`,
    'additionalProperties spec.deploymentTemplate.spec.template.spec.tolerations.0.efect',
  ],
  [ROOT.replace('port: 6443', 'port: 70000'), 'maximum spec.external.port'],
  [ROOT.replace('  cache: { ref: { name: cache } }\n', ''), 'required spec.cache'],
  [ETCD.replace('8Gi', '8 Gi'), 'pattern spec.etcd.quota'],
  [ETCD.replace('300s', '5 minutes'), 'pattern spec.backup.deltaSnapshotPeriod'],
  [ETCD.replace('"0 1 * * *"', '"61 1 * * *"'), 'pattern spec.etcd.defragmentationSchedule'],
  [ETCD.replace('prefix: root, ', ''), 'required spec.backup.store.prefix'],
  [`${ETCD}  sharedConfig: { autoCompactionMode: hourly }\n`, 'enum spec.sharedConfig.autoCompactionMode'],
  [
    'apiVersion: operator.kcp.io/v1alpha1\nkind: Kubeconfig\nspec: { username: a, validity: 24h, secretRef: { name: b }, target: {}, targetWorkspace: "root:Org" }\n',
    'pattern spec.targetWorkspace',
  ],
];

for (const [text, refusal] of REFUSED) {
  test(`refused: ${refusal}`, () => assert.deepEqual(refused(text), [refusal]));
}

// Texts

interface Place {
  readonly path: string;
  readonly schema: JsonSchema;
}

/** Every field below a schema, without the schema itself. */
function fieldsOf(path: string, schema: JsonSchema): Place[] {
  const named = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    { path: `${path}.${name}`, schema: field },
    ...fieldsOf(`${path}.${name}`, field),
  ]);
  const inner = [schema.items, schema.additionalProperties].flatMap(other =>
    typeof other === 'object' ? fieldsOf(path, other) : [],
  );
  return [...named, ...inner];
}

/** All fields that are the operators' own, of every kind. */
const own = customResources.flatMap(({ apiVersion, kind }) => {
  const schema = schemaFor(apiVersion, kind);
  const shared = Object.entries(schema.definitions ?? {}).filter(([name]) => !name.startsWith('k8s.'));
  const spec = schema.properties?.spec ?? {};
  return [
    { path: `${kind}.spec`, schema: spec },
    ...fieldsOf(`${kind}.spec`, spec),
    ...shared.flatMap(([name, type]) => fieldsOf(`${kind}:${name}`, type)),
  ];
});

test('every field has a text that ends as a sentence, and every production value a source', () => {
  assert.ok(own.length > 700, String(own.length));
  for (const { path, schema } of own) {
    assert.match(schema.description ?? '', /[.!]$/, path);
    assert.doesNotMatch(schema.description ?? '', /\{parent\}/, path);
    if (schema['x-production']) assert.match(schema['x-production'].source, /^https:\/\//, path);
  }
});

test('hover texts say when a field came, in what form it is, and what production needs', () => {
  const spec = schemaFor('operator.kcp.io/v1alpha1', 'RootShard').properties?.spec;
  assert.match(spec?.properties?.extraVolumes?.markdownDescription ?? '', /Since kcp-operator 0\.9\.0\./);
  assert.match(spec?.properties?.shardBaseURL?.markdownDescription ?? '', /Form: a URL/);
  assert.match(
    spec?.properties?.replicas?.markdownDescription ?? '',
    /\*\*In production:\*\* `2`\. .*\(\[source\]\(https:/,
  );
  assert.doesNotMatch(spec?.properties?.replicas?.description ?? '', /\*\*|`/);
});

test('no text repeats the definitions', { skip }, () => {
  const theirs = new Map<string, Set<string>>();
  const collect = (name: string, schema: JsonSchema): void => {
    if (schema.description !== undefined) theirs.set(name, (theirs.get(name) ?? new Set()).add(schema.description));
    for (const [key, field] of Object.entries(schema.properties ?? {})) collect(key, field);
    for (const inner of [schema.items, schema.additionalProperties])
      if (typeof inner === 'object') collect(name, inner);
  };
  for (const file of readdirSync(CRDS).filter(name => name.endsWith('.yaml'))) {
    const crd = parse(readFileSync(new URL(file, CRDS), 'utf8')) as {
      spec: { versions: { schema: { openAPIV3Schema: JsonSchema } }[] };
    };
    for (const { schema } of crd.spec.versions) collect('', schema.openAPIV3Schema);
  }
  const copied = own.filter(({ path, schema }) =>
    [...(theirs.get(path.split('.').at(-1) ?? '') ?? [])].some(text => isCopied(schema.description ?? '', text)),
  );
  assert.deepEqual(
    copied.map(({ path }) => path),
    [],
  );
});
