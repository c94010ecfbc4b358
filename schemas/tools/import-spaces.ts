/**
 * Turns the recorded reference tables of the Spaces chart into schemas/facts/spaces.json. Run where the recorded facts
 * are at hand: `node schemas/tools/import-spaces.ts ../shared/facts`. Fails on a field it does not know.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonValue, KeyFact, KeyType, Provenance, Range } from '../../server/src/core/product/table.ts';
import { dotted, parseDotted } from './dotted.ts';
import { type Facts, writeFacts } from './facts.ts';
import { ofDefaults, resourceTyping, type Typing, typeOfLeaf } from './typing.ts';

/** What names and defaults cannot tell: read in the recorded facts (type traps) and the values of the documents. */
const TYPES: Readonly<Record<string, Typing>> = {
  'apollo.apollo.storage.postgres.cnpg.cluster.parameters': { type: 'map<string|number|boolean>' },
  'apollo.apollo.storage.postgres.cnpg.pooler.parameters': { type: 'map<string|number|boolean>' },
  'apollo.apollo.storage.postgres.cnpg.pooler.podTemplate': { type: 'object', open: true },
  'apollo.apollo.storage.postgres.size': { type: 'string', form: 'quantity' },
  'api.allowedNamespaceAnnotations': { type: 'string[]' },
  'billing.storage.aws.tls.alpnProtocols': { type: 'string[]' },
  'billing.storage.gcp.tls.alpnProtocols': { type: 'string[]' },
  'billing.storage.provider': { type: 'string', values: ['', 'aws', 'gcp', 'azure'] },
  'controlPlanes.policies.limitRange.default.memory': { type: 'k8s:Quantity', form: 'quantity' },
  'controlPlanes.vector.sinks.usage.buffer.maxEvents': { type: 'integer|string' },
  'controlPlanes.vector.sinks.usage.buffer.maxSize': { type: 'integer|string' },
  'controller.controller.verticalPodAutoscaler.updateMode': {
    type: 'string',
    values: ['Off', 'Initial', 'Recreate', 'InPlaceOrRecreate', 'InPlace', 'Auto'],
  },
  'controlPlanes.uxp.repository': { type: 'string', form: 'url' },
  'controlPlanes.uxp.xgql.enabled': { type: 'boolean|string' },
  'externalTLS.host': { type: 'string', form: 'dns-name' },
  'gatewayAPI.host': { type: 'string', form: 'dns-name' },
  'ingress.host': { type: 'string', form: 'dns-name' },
  'metering.measurementRetentionDays': { type: 'integer', minimum: 0 },
  'metering.workerCount': { type: 'integer', minimum: 1 },
  'metering.interval': { type: 'string', form: 'go-duration' },
  'metering.aggregationInterval': { type: 'string', form: 'go-duration' },
  'metering.storage.postgres.connection.url': { type: 'string', form: 'host-port' },
  'observability.spacesCollector.config.exporters': { type: 'map<object>' },
  'observability.spacesCollector.config.exporters.debug': { type: 'object', open: true },
  'observability.spacesCollector.config.exportPipeline.logs': { type: 'string[]' },
  'observability.spacesCollector.config.exportPipeline.metrics': { type: 'string[]' },
  'observability.spacesCollector.config.exportPipeline.traces': { type: 'string[]' },
  'router.oidc': { type: 'string[]' },
  'router.proxy.service.http.appProtocol': { type: 'string' },
  securityContext: { type: 'object', open: true },
};

/** The same, by the end of the path. */
const TYPES_BY_END: readonly (readonly [RegExp, Typing])[] = [
  [/\.sampling\.rate$/, { type: 'number', minimum: 0, maximum: 1 }],
  [/\.sslmode$/, { type: 'string', values: ['', 'disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] }],
  [/\.credentials\.format$/, { type: 'string', values: ['', 'pgpass', 'basicauth'] }],
  [/\.service\.type$/, { type: 'string', values: ['ClusterIP', 'NodePort', 'LoadBalancer'] }],
  [/^controlPlanes\.container\.\w+\.tag$/, { type: 'string', form: 'image-tag' }],
  [/(^|\.)registry$/, { type: 'string', form: 'image' }],
  [/\.(repository|controllerManagerRepository)$/, { type: 'string', form: 'image' }],
  [/\.(k8sVersion|controllerManagerTag)$/, { type: 'string', form: 'image-tag' }],
  [/\.postgres\.connection\.((apollo|syncer)\.)?url$/, { type: 'string', form: 'host-port' }],
  [/\.cnpg\.(cluster|pooler)\.parameters$/, { type: 'map<string|number|boolean>' }],
];

const DEPRECATED: Readonly<Record<string, string>> = {
  'controller.secretRefs.ingressCA': 'Use `externalTLS.caBundleSecret.name`.',
  'router.secretRefs.tlsSecretName': 'Use `externalTLS.tlsSecret.name`.',
};

/** Told by the release notes, missing in the tables. */
const BACKPORTS: Readonly<Record<string, readonly string[]>> = {
  'observability.spacesCollector.env': ['1.12.3', '1.13.4', '1.14.3'],
  'gatewayAPI.gateway.namespace': ['1.16.0'],
};

/** The reference of 1.11 is the first one after the changes of 1.10; none was published for 1.9 and 1.10. */
const HOLDS_FROM: Readonly<Record<string, string>> = { '1.11.0': '1.10.0' };
const PARTIAL = new Set(['1.2.4']);

interface Row {
  readonly path: readonly string[];
  readonly type: string;
  readonly value: JsonValue;
  readonly hasDefault: boolean;
  readonly deprecated: boolean;
  /** From the reference of another chart that holds the same subchart. */
  readonly borrowed: boolean;
}

const VERSION_FIELDS = [
  'version',
  'chartVersion',
  'versionConfidence',
  'versionEvidence',
  'source',
  'sourcePath',
  'sourceCommit',
  'sourceBlob',
  'sourceDate',
  'requirements',
  'keyCount',
  'keys',
  'impliedKeys',
  'subchartKeys',
];
const KEY_FIELDS = [
  'path',
  'type',
  'default',
  'desc',
  'line',
  'segments',
  'enum',
  'requiredIf',
  'hasDefault',
  'defaultNote',
  'typeNote',
  'listIndex',
  'deprecated',
];
const IMPLIED_FIELDS = ['path', 'type', 'default', 'from'];
const SUBCHART_FIELDS = ['path', 'type', 'defaultInUxp', 'desc'];
const TYPE_NAMES = ['string', 'bool', 'list', 'object', 'int', 'float'];

type Json = Readonly<Record<string, unknown>>;

function main(folder: string): void {
  const recorded = JSON.parse(readFileSync(join(folder, 'spaces/keys.json'), 'utf8')) as Json;
  const tables = [...(recorded.versions as Json[])];
  for (const table of tables) refuseUnknown(table, VERSION_FIELDS, `version ${String(table.chartVersion)}`);
  const versions = tables.map(table => String(table.chartVersion).split(' ')[0] ?? '');
  const facts: Facts = {
    id: 'spaces',
    title: 'Upbound Spaces',
    versions,
    provenance: tables.map((table, index) => provenanceOf(table, versions[index] ?? '', String(recorded.repo))),
    keys: keysOf(tables.map(rowsOf), versions),
  };
  writeFileSync(new URL('../facts/spaces.json', import.meta.url), writeFacts(facts));
  console.log(`spaces: ${versions.length} versions, ${facts.keys.length} keys`);
}

function provenanceOf(table: Json, version: string, repository: string): Provenance {
  const holdsFrom = HOLDS_FROM[version];
  return {
    repository,
    path: String(table.sourcePath),
    commit: String(table.sourceCommit),
    date: String(table.sourceDate),
    ...(holdsFrom !== undefined && { holdsFrom }),
    ...(PARTIAL.has(version) && { partial: true }),
  };
}

function refuseUnknown(row: Json, known: readonly string[], where: string): void {
  const strange = Object.keys(row).filter(field => !known.includes(field));
  if (strange.length > 0) throw new Error(`${where}: unknown field ${strange.join(', ')}`);
}

/** All rows of one version: the table, what only shows inside an object's default, and the subchart's own settings. */
function rowsOf(table: Json): Map<string, Row> {
  const rows = new Map<string, Row>();
  const add = (row: Row): void => {
    if (!rows.has(dotted(row.path))) rows.set(dotted(row.path), row);
  };
  const listed = table.keys as Json[];
  for (const key of listed) {
    refuseUnknown(key, KEY_FIELDS, String(key.path));
    if (key.listIndex !== true) add(readRow(key, key.default as JsonValue, false));
  }
  for (const list of indexedLists(listed)) add(list);
  for (const key of table.impliedKeys as Json[]) {
    refuseUnknown(key, IMPLIED_FIELDS, String(key.path));
    if (!/\[\d+\]/.test(String(key.path))) add(readRow(key, key.default as JsonValue, false));
  }
  const subchart = table.subchartKeys as { readonly keys: Json[] } | undefined;
  for (const key of subchart?.keys ?? []) {
    refuseUnknown(key, SUBCHART_FIELDS, String(key.path));
    add(readRow(key, (key.defaultInUxp ?? null) as JsonValue, true));
  }
  for (const row of [...rows.values()]) if (!keepsWhole(row.path)) unfold(row, add);
  return rows;
}

function readRow(key: Json, value: JsonValue, borrowed: boolean): Row {
  const type = String(key.type);
  if (!TYPE_NAMES.includes(type)) throw new Error(`${String(key.path)}: unknown type ${type}`);
  const path = (key.segments as string[] | undefined) ?? parseDotted(String(key.path));
  if (!path) throw new Error(`${String(key.path)} is not a path`);
  const elided = key.hasDefault === false || (type === 'object' && typeof value === 'string');
  return {
    path,
    type,
    value: elided ? null : value,
    hasDefault: !elided,
    deprecated: key.deprecated === true,
    borrowed,
  };
}

/** Some tables list `list[0]`, `list[1]` instead of the list. */
function indexedLists(keys: readonly Json[]): Row[] {
  const lists = new Map<string, JsonValue[]>();
  for (const key of keys) {
    const match = key.listIndex === true ? /^(.+)\[(\d+)\]$/.exec(String(key.path)) : null;
    if (!match?.[1]) continue;
    const items = lists.get(match[1]) ?? [];
    items[Number(match[2])] = key.default as JsonValue;
    lists.set(match[1], items);
  }
  return [...lists].map(([path, value]) => ({
    path: path.split('.'),
    type: 'list',
    value,
    hasDefault: true,
    deprecated: false,
    borrowed: false,
  }));
}

/** A map whose default shows keys that no row lists: those are settings too. */
function unfold(row: Row, add: (row: Row) => void): void {
  if (row.value === null || typeof row.value !== 'object' || Array.isArray(row.value)) return;
  for (const [key, value] of Object.entries(row.value) as [string, JsonValue][]) {
    const inner: Row = {
      ...row,
      path: [...row.path, key],
      type: namedType(value),
      value,
      hasDefault: true,
      deprecated: false,
    };
    if (keepsWhole(inner.path)) continue;
    add(inner);
    unfold(inner, add);
  }
}

function namedType(value: JsonValue): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'int' : 'string';
}

/** Maps with the user's own keys, and Kubernetes' own maps: their content is no list of settings. */
function keepsWhole(path: readonly string[]): boolean {
  const typing = fixedTyping(path) ?? resourceTyping(path);
  const type = typing?.type ?? typeOfLeaf(path, [{}]).type;
  if (type === 'k8s:ResourceRequirements' || type === 'k8s:ResourceList' || type === 'k8s:Quantity') return false;
  return typing?.open === true || type.startsWith('map<') || type.startsWith('k8s:');
}

function fixedTyping(path: readonly string[]): Typing | undefined {
  const text = dotted(path);
  const own = TYPES[text] ?? TYPES[text.replace(/^features\.alpha\.apollo\./, 'apollo.apollo.')];
  return own ?? TYPES_BY_END.find(([end]) => end.test(text))?.[1];
}

function keysOf(tables: readonly ReadonlyMap<string, Row>[], versions: readonly string[]): KeyFact[] {
  const paths = new Map<string, readonly string[]>();
  for (const table of tables) {
    for (const row of table.values()) {
      for (let depth = 1; depth <= row.path.length; depth += 1)
        paths.set(dotted(row.path.slice(0, depth)), row.path.slice(0, depth));
    }
  }
  const sorted = [...paths.values()].sort(byPath);
  return sorted.map(path => keyFact(path, tables, versions));
}

const byPath = (a: readonly string[], b: readonly string[]): number => {
  const [left, right] = [a.join('\0'), b.join('\0')];
  return left < right ? -1 : left > right ? 1 : 0;
};

function keyFact(
  path: readonly string[],
  tables: readonly ReadonlyMap<string, Row>[],
  versions: readonly string[],
): KeyFact {
  const name = dotted(path);
  const rows = tables.map(table => table.get(name));
  const below = tables.map(table => [...table.values()].some(row => startsWith(row.path, path)));
  const at = tables.map((_, index) => rows[index] !== undefined || below[index] === true);
  const filled = fillGaps(at, path, versions);
  const isMap = below.includes(true);
  const typing = isMap ? mapTyping(path) : leafTyping(path, rows);
  const whole = isMap && !typing.open && !/^(map<|k8s:)/.test(typing.type);
  const defaults = rows.map((row, index) => (row?.hasDefault && !(isMap && below[index]) ? row.value : undefined));
  const given = whole ? undefined : changes(defaults);
  const deprecatedAt = rows.findIndex(row => row?.deprecated);
  const deprecated = DEPRECATED[name];
  if (deprecatedAt >= 0 && deprecated === undefined) throw new Error(`${name} is deprecated: say what to use instead`);
  const backports = BACKPORTS[name];
  const borrowed =
    rows.find(row => row !== undefined)?.borrowed && rows.every(row => row === undefined || row.borrowed);
  return {
    path,
    known: rangesOf(filled),
    type: typing.type as KeyType,
    ...(given && given.length > 0 && { defaults: given }),
    ...(given && given.length > 0 && borrowed && { defaultsFrom: 'the reference of the UXP chart' }),
    ...(backports && { backports }),
    ...((typing.open || (whole && !lastHasChildren(below, at))) && { open: true }),
    ...(typing.values && { values: typing.values }),
    ...(typing.form && { form: typing.form }),
    ...(typing.minimum !== undefined && { minimum: typing.minimum }),
    ...(typing.maximum !== undefined && { maximum: typing.maximum }),
    ...(deprecatedAt >= 0 && deprecated !== undefined && { deprecated: { since: deprecatedAt, text: deprecated } }),
  };
}

const startsWith = (path: readonly string[], prefix: readonly string[]): boolean =>
  path.length > prefix.length && prefix.every((key, index) => path[index] === key);

const lastHasChildren = (below: readonly boolean[], at: readonly boolean[]): boolean =>
  below[at.lastIndexOf(true)] === true;

function mapTyping(path: readonly string[]): Typing {
  return (
    resourceTyping(path) ?? (keepsWhole(path) ? (fixedTyping(path) ?? typeOfLeaf(path, [{}])) : { type: 'object' })
  );
}

function leafTyping(path: readonly string[], rows: readonly (Row | undefined)[]): Typing {
  const fixed =
    fixedTyping(path) ??
    resourceTyping(
      path,
      rows.map(row => row?.value ?? null),
    );
  if (fixed) return fixed;
  const values = rows.flatMap(row => (row === undefined ? [] : [row.value]));
  const documented = rows.findLast(row => row !== undefined)?.type;
  if (documented === 'float') return { type: 'number' };
  if (documented === 'object' && ofDefaults(values).type === 'any') return { type: 'object', open: true };
  return typeOfLeaf(path, values);
}

/**
 * A setting that one table misses between two that have it was forgotten by the table, not by the chart. Two exceptions:
 * the tree `apollo` of 1.3 to 1.5 and the subchart `apollo` since 1.15 are different things. The partial table of the
 * first version is completed from the next one.
 */
function fillGaps(at: readonly boolean[], path: readonly string[], versions: readonly string[]): boolean[] {
  const filled = [...at];
  if (path[0] !== 'apollo')
    for (let index = at.indexOf(true); index < at.lastIndexOf(true); index += 1) filled[index] = true;
  for (const [index, version] of versions.entries())
    if (PARTIAL.has(version) && filled[index + 1]) filled[index] = true;
  return filled;
}

function rangesOf(at: readonly boolean[]): Range[] {
  const ranges: [number, number][] = [];
  for (const [index, known] of at.entries()) {
    if (!known) continue;
    const last = ranges.at(-1);
    if (last?.[1] === index - 1) last[1] = index;
    else ranges.push([index, index]);
  }
  return ranges;
}

function changes(values: readonly (JsonValue | undefined)[]): (readonly [number, JsonValue])[] {
  const found: [number, JsonValue][] = [];
  let last = '';
  for (const [index, value] of values.entries()) {
    const text = JSON.stringify(value);
    if (value === undefined || text === last) continue;
    found.push([index, value]);
    last = text;
  }
  return found;
}

main(process.argv[2] ?? '../shared/facts');
