import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Form, Provenance } from '../../server/src/core/product/table.ts';
import type { JsonSchema } from '../../server/src/core/schema/json-schema.ts';
import type { CompactSchema } from '../../server/src/core/schema/resource-schema.ts';
import { kubernetesDefinitions } from './kubernetes.ts';

/**
 * The recorded custom resource definitions of kcp-operator and etcd-druid, without their texts: own types that several
 * kinds share become definitions, Kubernetes' types become references to `k8s.…`.
 * See `CompactSchema`.
 */
export interface ResourceFacts {
  /** Where each resource was read, by the same names as `resources`. */
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** `Auth`, `Image` …: the types that several kinds share. */
  readonly definitions: Readonly<Record<string, CompactSchema>>;
  /** By `<group>/<version>/<kind>`: the whole resource. */
  readonly resources: Readonly<Record<string, CompactSchema>>;
}

/** `# source: github.com/<owner>/<name> <path> @ <commit>`, the first line of a recorded definition. */
const HEADER = /^# source: github\.com\/(\S+) (\S+) @ ([0-9a-f]{40})/;

/** Kubernetes' types by field name; an array where the field is a list of them. */
const KUBERNETES: Readonly<Record<string, string | readonly [string]>> = {
  affinity: 'Affinity',
  tolerations: ['Toleration'],
  hostAliases: ['HostAlias'],
  imagePullSecrets: ['LocalObjectReference'],
  topologySpreadConstraints: ['TopologySpreadConstraint'],
  resources: 'ResourceRequirements',
  extraVolumes: ['Volume'],
  extraVolumeMounts: ['VolumeMount'],
  volumes: ['Volume'],
  volumeMounts: ['VolumeMount'],
  selector: 'LabelSelector',
};

/** Own types by the field that has them; a field whose type is not this one stays as it is. */
const SHARED: readonly (readonly [field: RegExp, name: string, marker: string])[] = [
  [/^audit$/, 'Audit', 'webhook'],
  [/^auth$/, 'Auth', 'oidc'],
  [/^authorization$/, 'Authorization', 'webhook'],
  [/^certificateTemplate(s\.\*)?$/, 'CertificateTemplate', 'spec'],
  [/^certificates$/, 'Certificates', 'caSecretRef'],
  [/^deploymentTemplate$/, 'DeploymentTemplate', 'spec'],
  [/^serviceTemplate$/, 'ServiceTemplate', 'spec'],
  [/^issuerRef$/, 'IssuerReference', 'group'],
  [/^image$/, 'Image', 'repository'],
  [/^logging$/, 'Logging', 'level'],
  [/^etcd$/, 'EtcdConnection', 'endpoints'],
  [/^external$/, 'External', 'privateHostname'],
  [/^(source|target)?[sS]tore$/, 'BackupStore', 'prefix'],
  [/^(backup\.tls|clientUrlTls|peerUrlTls)$/, 'TLS', 'serverTLSSecretRef'],
  [/SecretRef$/, 'SecretReference', 'namespace'],
];

/** Forms by field name, for texts and whole numbers. */
const FORMS: readonly (readonly [RegExp, Form])[] = [
  [/^(port|privatePort|clientPort|serverPort|wrapperPort)$/, 'port'],
  [/^(hostname|privateHostname|externalHostname|clusterDomain)$/, 'dns-name'],
  [/^(shardBaseURL|issuerURL|endpointOverride|endpoints\[\]|urls\[\])$/, 'url'],
  [/^(repository|image)$/, 'image'],
  [/^tag$/, 'image-tag'],
  [
    /^(duration|renewBefore|validity|batchMaxWait|initialBackoff|cacheAuthenticationTTL|cacheAuthorizedTTL|cacheUnauthorizedTTL)$/,
    'go-duration',
  ],
  [/^(fullSnapshotSchedule|defragmentationSchedule)$/, 'cron'],
  [/^ipAddresses\[\]$/, 'ip'],
];

const DROPPED = [
  'description',
  'format',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-validations',
];
const KEPT = [
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
];
const READ = [
  'type',
  'properties',
  'items',
  'required',
  'additionalProperties',
  'default',
  'anyOf',
  'x-kubernetes-int-or-string',
];

const FIELDS = ['operator', 'kind', 'group', 'version', 'fields'];
const FIELD = [
  'path',
  'type',
  'required',
  'description',
  'default',
  'enum',
  'format',
  'minimum',
  'maximum',
  'cel',
  'pattern',
  'maxLength',
  'minLength',
];

type Json = Readonly<Record<string, unknown>>;

interface Reader {
  readonly kind: string;
  readonly kubernetes: Readonly<Record<string, JsonSchema>>;
  /** The shared types met so far: as they are, and with the versions that brought their fields. */
  readonly definitions: Map<string, { readonly shape: string; readonly text: string }>;
  /** When a field came, by `<kind>.<path>`: the operator version; absent for those of the first recorded one. */
  readonly since: ReadonlyMap<string, string>;
}

/** The text of the facts file, and its figures. `fields` is the record of fields by operator version. */
export function readResources(folder: string, fields: unknown): { text: string; kinds: number; fields: number } {
  const since = sinceOf(fields as Json[]);
  const definitions: Reader['definitions'] = new Map();
  const kubernetes = kubernetesDefinitions();
  const resources: [string, CompactSchema][] = [];
  const provenance: [string, Provenance][] = [];
  for (const file of [...crdFiles(folder), 'v0.8.3/operator.kcp.io_bundles.yaml']) {
    const source = readFileSync(join(folder, file), 'utf8');
    const { spec } = parse(source) as {
      spec: { group: string; names: { kind: string }; versions: { name: string; schema: { openAPIV3Schema: Json } }[] };
    };
    for (const { name, schema } of spec.versions) {
      const reader: Reader = { kind: spec.names.kind, definitions, since, kubernetes };
      const id = `${spec.group}/${name}/${spec.names.kind}`;
      resources.push([id, resourceOf(reader, schema.openAPIV3Schema)]);
      provenance.push([id, provenanceOf(file, source)]);
    }
  }
  const sorted = [...definitions].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = [
    '{',
    ` "provenance": ${JSON.stringify(Object.fromEntries(provenance))},`,
    ' "definitions": {',
    sorted.map(([name, { text }]) => `  ${JSON.stringify(name)}: ${text}`).join(',\n'),
    ' },',
    ' "resources": {',
    resources.map(([name, schema]) => `  ${JSON.stringify(name)}: ${JSON.stringify(schema)}`).join(',\n'),
    ' }',
    '}',
  ];
  const text = `${lines.join('\n')}\n`;
  const all = [
    ...resources.map(([, schema]) => schema),
    ...sorted.map(([, shared]) => JSON.parse(shared.text) as CompactSchema),
  ];
  return { text, kinds: resources.length, fields: all.reduce((sum, schema) => sum + countFields(schema), 0) };
}

function countFields({ properties, items, additionalProperties }: CompactSchema): number {
  const below = [
    ...Object.values(properties ?? {}),
    ...(items ? [items] : []),
    ...(additionalProperties ? [additionalProperties] : []),
  ];
  return Object.keys(properties ?? {}).length + below.reduce((sum, schema) => sum + countFields(schema), 0);
}

function provenanceOf(file: string, source: string): Provenance {
  const [, repository, path, commit] = HEADER.exec(source) ?? [];
  if (!repository || !path || !commit) throw new Error(`${file} does not say where it was read`);
  return { repository, path, commit };
}

const crdFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .sort();

function sinceOf(recorded: readonly Json[]): Map<string, string> {
  const since = new Map<string, string>();
  const first = new Map<string, string>();
  for (const entry of recorded) {
    refuseUnknown(entry, FIELDS, 'crd-fields.json');
    const kind = String(entry.kind);
    const operator = String(entry.operator);
    if (!first.has(kind)) first.set(kind, operator);
    for (const field of entry.fields as Json[]) {
      refuseUnknown(field, FIELD, `${kind} ${String(field.path)}`);
      const id = `${kind}.${String(field.path)}`;
      if (!since.has(id)) since.set(id, operator);
    }
  }
  for (const [id, operator] of since) {
    if (operator === first.get(id.split('.')[0] ?? '') || !/^v\d/.test(operator)) since.delete(id);
    else since.set(id, operator.slice(1));
  }
  return since;
}

function refuseUnknown(row: Json, known: readonly string[], where: string): void {
  const strange = Object.keys(row).filter(field => !known.includes(field));
  if (strange.length > 0) throw new Error(`${where}: unknown field ${strange.join(', ')}`);
}

function resourceOf(reader: Reader, schema: Json): CompactSchema {
  const properties = schema.properties as Record<string, Json>;
  const spec = properties.spec;
  if (!spec) throw new Error(`${reader.kind} has no spec`);
  return {
    properties: {
      apiVersion: {},
      kind: {},
      metadata: { type: 'object' },
      spec: shapeOf(reader, ['spec'], spec),
      status: { type: 'object' },
    },
    required: ['apiVersion', 'kind', 'spec'],
  };
}

/** A field's schema: a reference where its type is Kubernetes' or shared, else the whole of it. */
function fieldOf(reader: Reader, path: readonly string[], schema: Json): CompactSchema {
  const name = nameOf(path);
  const since = reader.since.get(`${reader.kind}.${path.join('.')}`);
  const added = since === undefined ? {} : { 'x-since': since };
  const kubernetes = KUBERNETES[path.at(-1) ?? ''];
  if (kubernetes !== undefined) {
    if (!isKubernetes(reader, kubernetes, schema))
      throw new Error(`${reader.kind} ${path.join('.')} is not Kubernetes' type`);
    return { ...kubernetesType(kubernetes), ...added };
  }
  const shared =
    SHARED.find(([field, , marker]) => field.test(name) && hasProperty(schema, marker)) ??
    SHARED.find(([field, , marker]) => field.test(path.at(-1) ?? '') && hasProperty(schema, marker));
  if (isLocalReference(schema)) {
    const text = JSON.stringify(LOCAL_REFERENCE);
    reader.definitions.set('LocalReference', { shape: text, text });
    return { $ref: 'LocalReference', ...added };
  }
  if (!shared) return { ...shapeOf(reader, path, schema), ...added };
  define(reader, typeName(shared[1], path), path, schema);
  return { $ref: typeName(shared[1], path), ...added };
}

/** `certificateTemplates.*`, `backup.tls`, `image`. */
const nameOf = (path: readonly string[]): string => path.slice(-2).join('.');

/** Secret references come with and without a key, TLS settings with and without a switch. */
function typeName(shared: string, path: readonly string[]): string {
  const last = path.at(-1) ?? '';
  if (shared === 'SecretReference' && last === 'tlsCASecretRef') return 'SecretKeyReference';
  return shared === 'TLS' && last === 'peerUrlTls' ? 'PeerTLS' : shared;
}

const hasProperty = (schema: Json, name: string): boolean => name in ((schema.properties as Json | undefined) ?? {});

/** `{ name }`, which Kubernetes calls a local object reference. */
function isLocalReference(schema: Json): boolean {
  const properties = schema.properties as Json | undefined;
  return properties !== undefined && Object.keys(properties).join() === 'name' && !schema.required;
}

const LOCAL_REFERENCE: CompactSchema = { properties: { name: {} } };

/** RootShard has every shared type of the operator and is the oldest kind: it tells which version brought a field. */
function define(reader: Reader, name: string, path: readonly string[], schema: Json): void {
  const shape = JSON.stringify(shapeOf({ ...reader, since: new Map() }, path, schema));
  const before = reader.definitions.get(name);
  if (before !== undefined && before.shape !== shape)
    throw new Error(`${name} is not the same type everywhere: ${reader.kind} ${path.join('.')}`);
  if (before !== undefined && (reader.kind !== 'RootShard' || path.length > 2)) return;
  const text = reader.kind === 'RootShard' ? JSON.stringify(shapeOf(reader, path, schema)) : shape;
  reader.definitions.set(name, { shape, text });
}

/** Whether the definition has every field that the custom resource has: then it is Kubernetes' own type. */
function isKubernetes(reader: Reader, type: string | readonly [string], schema: Json): boolean {
  const items = typeof type === 'string' ? schema : (schema.items as Json);
  const known = reader.kubernetes[`k8s.${typeof type === 'string' ? type : type[0]}`]?.properties ?? {};
  return Object.keys((items.properties as Json | undefined) ?? {}).every(name => name in known);
}

function kubernetesType(type: string | readonly [string]): CompactSchema {
  if (typeof type === 'string') return { $ref: `k8s.${type}` };
  return { items: { $ref: `k8s.${type[0]}` } };
}

function shapeOf(reader: Reader, path: readonly string[], schema: Json): CompactSchema {
  const where = `${reader.kind} ${path.join('.')}`;
  refuseUnknown(schema, [...DROPPED, ...KEPT, ...READ], where);
  if (schema['x-kubernetes-int-or-string'] === true) return { $ref: 'k8s.Quantity' };
  const type = String(schema.type);
  const properties = schema.properties as Record<string, Json> | undefined;
  const values = schema.additionalProperties as Json | boolean | undefined;
  const items = schema.items as Json | undefined;
  const form = FORMS.find(([name]) => name.test(fieldName(path)))?.[1];
  const kept = Object.fromEntries(
    KEPT.flatMap(keyword => (keyword in schema ? [[keyword, schema[keyword]]] : [])),
  ) as CompactSchema;
  const { enum: allowed, ...others } = kept;
  return {
    ...(!properties && !items && typeof values !== 'object' && type !== 'string' && { type }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, fieldOf(reader, [...path, name], field)]),
      ),
    }),
    ...(typeof values === 'object' && { additionalProperties: fieldOf(reader, [...path, '*'], values) }),
    ...(items && { items: fieldOf(reader, [...path, '[]'], items) }),
    ...(Array.isArray(schema.required) && { required: schema.required as string[] }),
    ...(schema.default !== undefined && schema.default !== '' && { default: schema.default as string | number }),
    ...(allowed && { enum: allowed }),
    ...others,
    ...(form !== undefined && (type === 'string' || type === 'integer') && { 'x-form': form }),
  };
}

/** The last key, with the list's name before `[]`. */
const fieldName = (path: readonly string[]): string =>
  path.at(-1) === '[]' ? `${path.at(-2)}[]` : (path.at(-1) ?? '');
