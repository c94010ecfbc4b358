import type { JsonValue, KeyFact, KeyType, Provenance, Range } from '../../server/src/core/product/table.ts';
import { compareVersions } from '../../server/src/core/product/version.ts';
import type { Facts } from './facts.ts';
import { kcpLeafTyping, kcpMapTyping } from './kcp-typing.ts';

/**
 * Facts of the kcp charts from two records: `keys.json` lists every key of some versions, with defaults and what the
 * templates read; `keys-history.json` says for every tag since when and until when values.yaml had a key. A version that
 * only the history knows is there to date the changes between two fully recorded ones.
 */

const TITLES: Readonly<Record<string, string>> = {
  kcp: 'kcp (Helm chart)',
  shard: 'kcp shard (Helm chart)',
  proxy: 'kcp front proxy (Helm chart)',
  cache: 'kcp cache server (Helm chart)',
  certificates: 'kcp certificates (Helm chart)',
  'kcp-operator': 'kcp-operator (Helm chart)',
  'api-syncagent': 'kcp api-syncagent (Helm chart)',
  'init-agent': 'kcp init-agent (Helm chart)',
  'etcd-druid': 'etcd-druid (Helm chart)',
};

const HAND_SHARDED =
  'This chart is deprecated and runs a single replica of everything. Use the kcp-operator and its resources instead: ';
const DEPRECATED_CHARTS: Readonly<Record<string, string>> = {
  shard: `${HAND_SHARDED}\`RootShard\` and \`Shard\`.`,
  proxy: `${HAND_SHARDED}\`FrontProxy\`.`,
  cache: `${HAND_SHARDED}\`CacheServer\`.`,
  certificates: `${HAND_SHARDED}it makes the certificates of every \`RootShard\`, \`Shard\`, \`FrontProxy\` and \`CacheServer\` itself.`,
};

/** `chart: path`, since when, and what to use instead. */
const DEPRECATED_KEYS: Readonly<Record<string, { readonly since: string; readonly text: string }>> = {
  'kcp: kcp.securityContext': { since: '0.16.6+main', text: 'Use `kcp.podSecurityContext`.' },
  'kcp: kcpFrontProxy.securityContext': { since: '0.16.6+main', text: 'Use `kcpFrontProxy.podSecurityContext`.' },
  'api-syncagent: apiExportName': { since: '0.4.0', text: 'Use `apiExportEndpointSliceName`.' },
  'etcd-druid: controllerManager': { since: '0.33.0', text: 'Use `operatorConfig`.' },
  'etcd-druid: controllers': { since: '0.33.0', text: 'Use `operatorConfig.controllers`.' },
  'etcd-druid: webhooks': { since: '0.33.0', text: 'Use `operatorConfig.webhooks`.' },
};

/** A template stops without them, whatever else is set. */
const REQUIRED = new Set([
  'kcp: externalHostname',
  'shard: externalHostname',
  'api-syncagent: kcpKubeconfig',
  'init-agent: kcpKubeconfig',
]);

/** Read as a whole through their parent, which the record of the templates does not see. */
const USED_THROUGH_PARENT = /^(wstCluster|configCluster)\.rbacSubject\./;

/** The history is told from here on: before it nearly everything was renamed, and nobody runs it any more. */
const HISTORY_FROM: Readonly<Record<string, string>> = { kcp: '0.2.4' };

/** Lists whose items are settings of their own. */
const ITEMS: Readonly<Record<string, readonly string[]>> = {
  'api-syncagent': ['disabledControllers'],
  'init-agent': ['targets'],
};

const ENTRY_FIELDS = ['chart', 'version', 'appVersion', 'deprecated', 'released', 'keys'];
const KEY_FIELDS = [
  'path',
  'type',
  'default',
  'line',
  'comment',
  'example',
  'container',
  'usedByTemplates',
  'refs',
  'inValues',
  'commentedOut',
];
const KEY_TYPES = ['object', 'string', 'boolean', 'array', 'integer', 'unknown'];
const HISTORY_FIELDS = ['chart', 'versions', 'first', 'newest', 'keys'];
const PAST_FIELDS = ['path', 'since', 'lastIn', 'defaultChanges'];
const CHANGE_FIELDS = ['version', 'default'];

interface Row {
  readonly path: readonly string[];
  readonly value: JsonValue;
  readonly hasDefault: boolean;
  /** Undefined: not recorded. */
  readonly used?: boolean;
}

interface Past {
  readonly path: readonly string[];
  readonly since: string;
  readonly lastIn?: string;
  readonly changes: readonly (readonly [string, JsonValue])[];
}

/** One version of a chart: its rows where it was recorded as a whole, else what the history tells. */
interface Version {
  readonly name: string;
  readonly recorded: boolean;
  readonly rows: ReadonlyMap<string, Row>;
}

type Json = Readonly<Record<string, unknown>>;

/** `headerOf` gives the first line of a recorded values file; it names repository, path, commit and tag. */
export function chartFacts(
  recorded: unknown,
  history: unknown,
  headerOf: (file: string) => string | undefined,
): Facts[] {
  const entries = recorded as Json[];
  for (const entry of entries) refuseUnknown(entry, ENTRY_FIELDS, `${String(entry.chart)} ${String(entry.version)}`);
  const pasts = history as Json[];
  for (const past of pasts) refuseUnknown(past, HISTORY_FIELDS, `history of ${String(past.chart)}`);
  const charts = [...new Set(entries.map(entry => String(entry.chart)))];
  return charts.map(chart => {
    const own = entries.filter(entry => entry.chart === chart);
    const past = pasts.find(entry => entry.chart === chart);
    return factsOf(chart, own, (past?.keys as Json[] | undefined) ?? [], headerOf);
  });
}

function factsOf(
  chart: string,
  entries: readonly Json[],
  past: readonly Json[],
  headerOf: (file: string) => string | undefined,
): Facts {
  const versions = versionsOf(chart, entries, past);
  const title = TITLES[chart];
  if (title === undefined) throw new Error(`chart ${chart} has no title here`);
  const deprecated = DEPRECATED_CHARTS[chart];
  if (entries.some(entry => entry.deprecated === true) !== (deprecated !== undefined))
    throw new Error(`${chart}: deprecated or not?`);
  return {
    id: `kcp/${chart}`,
    title,
    versions: versions.map(({ name }) => name),
    provenance: versions.map(version => provenanceOf(chart, version, headerOf)),
    ...(deprecated !== undefined && { deprecated }),
    keys: keysOf(chart, versions),
  };
}

function refuseUnknown(row: Json, known: readonly string[], where: string): void {
  const strange = Object.keys(row).filter(field => !known.includes(field));
  if (strange.length > 0) throw new Error(`${where}: unknown field ${strange.join(', ')}`);
}

function provenanceOf(
  chart: string,
  { name, recorded }: Version,
  headerOf: (file: string) => string | undefined,
): Provenance {
  const druid = chart === 'etcd-druid';
  const unreleased = name.includes('+');
  const tag = druid ? `v${name}` : `${chart}-${name}`;
  const header = headerOf(`${chart}-${unreleased ? 'main' : druid ? tag : name}.values.yaml`);
  const commit = / @ ([0-9a-f]{40})/.exec(header ?? '')?.[1];
  return {
    repository: druid ? 'gardener/etcd-druid' : 'kcp-dev/helm-charts',
    path: druid ? 'charts/values.yaml' : `charts/${chart}/values.yaml`,
    commit: commit ?? tag,
    ...(!recorded && { partial: true }),
  };
}

// Versions and their rows

function versionsOf(chart: string, entries: readonly Json[], past: readonly Json[]): Version[] {
  const tables = new Map(entries.map(entry => [versionName(chart, entry, entries), rowsOf(entry)]));
  const segments = new Map(
    [...tables.values()].flatMap(rows => [...rows.values()].map(({ path }) => [path.join('.'), path] as const)),
  );
  const lists = new Set(
    [...tables.values()].flatMap(rows =>
      [...rows.values()].filter(({ value }) => Array.isArray(value)).map(({ path }) => path.join('.')),
    ),
  );
  const memories = past
    .map(key => readPast(key, segments))
    .filter(({ path }) => !path.some((_, depth) => depth > 0 && lists.has(path.slice(0, depth).join('.'))));
  const names = new Set([
    ...tables.keys(),
    ...memories.flatMap(({ since, lastIn, changes }) => [
      since,
      ...(lastIn === undefined ? [] : [lastIn]),
      ...changes.map(([version]) => version),
    ]),
  ]);
  const from = HISTORY_FROM[chart];
  const sorted = [...names]
    .filter(name => from === undefined || compareVersions(name, from) >= 0)
    .sort((a, b) => compareVersions(a, b) || a.length - b.length);
  return sorted.map((name, index) => {
    const rows = tables.get(name);
    return rows
      ? { name, recorded: true, rows }
      : { name, recorded: false, rows: rememberedRows(name, memories, neighbours(sorted, index, tables)) };
  });
}

/** What stands on the main branch follows the newest release: `0.16.6+main`. */
function versionName(chart: string, entry: Json, entries: readonly Json[]): string {
  const version = String(entry.version);
  if (!version.endsWith('+HEAD')) return version;
  const released = entries.map(other => String(other.version)).filter(other => !other.includes('+'));
  const newest = released.sort(compareVersions).at(-1);
  if (newest === undefined) throw new Error(`${chart}: no released version`);
  return `${newest}+main`;
}

/** The fully recorded versions right before and after. */
function neighbours(
  sorted: readonly string[],
  index: number,
  tables: ReadonlyMap<string, ReadonlyMap<string, Row>>,
): ReadonlyMap<string, Row>[] {
  const before = sorted.slice(0, index).findLast(name => tables.has(name));
  const after = sorted.slice(index).find(name => tables.has(name));
  return [before, after].flatMap(name => (name === undefined ? [] : [tables.get(name) ?? new Map<string, Row>()]));
}

/**
 * The keys of values.yaml by the history, with the default in force; and those that templates read although values.yaml
 * does not name them, as far as the versions around it have them.
 */
function rememberedRows(
  version: string,
  memories: readonly Past[],
  around: readonly ReadonlyMap<string, Row>[],
): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const { path, since, lastIn, changes } of memories) {
    if (compareVersions(since, version) > 0 || (lastIn !== undefined && compareVersions(lastIn, version) < 0)) continue;
    const known = around.at(-1)?.get(path.join('\0'));
    const change = changes.findLast(([from]) => compareVersions(from, version) <= 0);
    const settled = changes.length === 0 && known?.hasDefault === true;
    rows.set(path.join('\0'), {
      path,
      value: change ? change[1] : settled ? known.value : null,
      hasDefault: change !== undefined || settled,
    });
  }
  for (const row of around.flatMap(table => [...table.values()])) {
    const id = row.path.join('\0');
    if (!row.hasDefault && !rows.has(id)) rows.set(id, row);
  }
  return rows;
}

function readPast(key: Json, segments: ReadonlyMap<string, readonly string[]>): Past {
  const raw = String(key.path);
  refuseUnknown(key, PAST_FIELDS, raw);
  const changes = (key.defaultChanges as Json[] | undefined) ?? [];
  for (const change of changes) refuseUnknown(change, CHANGE_FIELDS, raw);
  return {
    path: segments.get(raw) ?? splitRaw(raw),
    since: String(key.since),
    ...(key.lastIn !== undefined && { lastIn: String(key.lastIn) }),
    changes: changes.map(change => [String(change.version), change.default as JsonValue]),
  };
}

/** Annotations are the only keys with dots. */
function splitRaw(raw: string): string[] {
  const annotation = /^(.+\.annotations)\.(.+)$/.exec(raw);
  return annotation ? [...(annotation[1] ?? '').split('.'), annotation[2] ?? ''] : raw.split('.');
}

function rowsOf(entry: Json): Map<string, Row> {
  const keys = entry.keys as Json[];
  const where = `${String(entry.chart)} ${String(entry.version)}`;
  for (const key of keys) {
    refuseUnknown(key, KEY_FIELDS, `${where} ${String(key.path)}`);
    if (!KEY_TYPES.includes(String(key.type)))
      throw new Error(`${where} ${String(key.path)}: unknown type ${String(key.type)}`);
  }
  const segments = segmentsOf(keys);
  const rows = new Map<string, Row>();
  for (const key of keys) {
    const raw = String(key.path);
    const path = segments.get(raw) ?? splitRaw(raw);
    const used = key.usedByTemplates;
    rows.set(path.join('\0'), {
      path,
      value: key.default as JsonValue,
      hasDefault: key.type !== 'unknown',
      ...(typeof used === 'boolean' && { used: used || USED_THROUGH_PARENT.test(raw) }),
    });
  }
  return rows;
}

/** The record writes paths with dots only; the defaults tell where a key ends. */
function segmentsOf(keys: readonly Json[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const walk = (value: unknown, path: readonly string[]): void => {
    found.set(path.join('.'), path);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
    for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
  };
  for (const key of keys) {
    const raw = String(key.path);
    if (!raw.includes('.')) walk(key.default, [raw]);
  }
  return found;
}

// Keys

function keysOf(chart: string, versions: readonly Version[]): KeyFact[] {
  const paths = new Map<string, readonly string[]>();
  for (const { rows } of versions) {
    for (const { path } of rows.values()) {
      for (let depth = 1; depth <= path.length; depth += 1)
        paths.set(path.slice(0, depth).join('\0'), path.slice(0, depth));
    }
  }
  for (const list of ITEMS[chart] ?? []) paths.set(`${list}\0[]`, [list, '[]']);
  return [...paths.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => keyFact(chart, path, versions));
}

function keyFact(chart: string, path: readonly string[], versions: readonly Version[]): KeyFact {
  const isItem = path.at(-1) === '[]';
  const id = (isItem ? path.slice(0, -1) : path).join('\0');
  const rows = versions.map(version => version.rows.get(id));
  const below = versions.map(version => [...version.rows.keys()].some(other => other.startsWith(`${id}\0`)));
  const known = versions.map((_, index) => rows[index] !== undefined || below[index] === true);
  const isMap = below.includes(true);
  const values = rows.flatMap(row => (row?.hasDefault ? [row.value] : []));
  const typing = isMap ? kcpMapTyping(chart, path) : kcpLeafTyping(chart, path, values);
  const defaults = isItem
    ? []
    : changes(rows.map((row, index) => (row?.hasDefault && !below[index] ? row.value : undefined)));
  const name = `${chart}: ${path.join('.')}`;
  const deprecated = DEPRECATED_KEYS[name];
  const since = versions.findIndex(version => version.name === deprecated?.since);
  if (deprecated && since < 0) throw new Error(`${name}: ${deprecated.since} is no version`);
  const uses = rows.flatMap(row => (row?.used === undefined ? [] : [row.used]));
  return {
    path,
    known: rangesOf(known),
    type: typing.type as KeyType,
    ...(defaults.length > 0 && { defaults }),
    ...(typing.open && { open: true }),
    ...(typing.values && { values: typing.values }),
    ...(typing.form && { form: typing.form }),
    ...(typing.minimum !== undefined && { minimum: typing.minimum }),
    ...(typing.maximum !== undefined && { maximum: typing.maximum }),
    ...(REQUIRED.has(name) && { required: true }),
    ...(deprecated && { deprecated: { since, text: deprecated.text } }),
    ...(!isMap && !isItem && uses.length > 0 && !uses.includes(true) && { unused: true }),
  };
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
