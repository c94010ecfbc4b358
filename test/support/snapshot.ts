import { readFileSync } from 'node:fs';
import { type Analysis, analyze, type Snapshot } from '../../server/src/core/analyze.ts';
import type { Family } from '../../server/src/core/product/chart-in-force.ts';
import type { ProductTable } from '../../server/src/core/product/table.ts';
import type { AnyRule, ProfileName } from '../../server/src/core/rule/rule.ts';
import type { Levels } from '../../server/src/core/rule/run.ts';
import { nearestVersion, schemaOf } from '../../server/src/core/schema/build.ts';
import { defaultsOf } from '../../server/src/core/schema/defaults.ts';
import type { JsonSchema } from '../../server/src/core/schema/json-schema.ts';
import type { SettingsSource } from '../../server/src/core/schema/settings.ts';
import { readTable, type StoredTable } from '../../server/src/core/schema/stored-table.ts';
import { compileInPieces } from '../../server/src/core/schema/validate.ts';
import { emptyTaintIndex, indexOf, type TaintIndex } from '../../server/src/core/taint/index.ts';
import { readTaints } from '../../server/src/core/taint/read.ts';
import type { DeclaredTaint } from '../../server/src/core/taint/taint.ts';
import { parse } from '../../server/src/core/values/document.ts';
import { stackOf } from '../../server/src/core/values/stack.ts';

export interface Case {
  /** Lowest layer first. A single file is a stack of one. */
  readonly values: string | readonly string[];
  /** `spaces`, `spaces@1.14.0`, `kcp/kcp`, `helm` (the default). */
  readonly product?: string;
  /** `production` unless said otherwise: every rule speaks there. */
  readonly profile?: ProfileName;
  readonly levels?: Levels;
  readonly options?: Snapshot['options'];
  readonly taints?: readonly DeclaredTaint[];
  /** Files of the workspace that declare node pools: name → text; a text alone is YAML. */
  readonly nodePools?: string | Readonly<Record<string, string>>;
  /** More of the taint index, where a rule asks for pools and labels. */
  readonly nodes?: Partial<TaintIndex>;
  /** The chart's own values.yaml, below the layers. */
  readonly defaults?: string;
}

const root = new URL('../../', import.meta.url);
const memo = new Map<string, unknown>();

function readOnce<T>(path: string): T {
  if (!memo.has(path)) {
    memo.set(path, JSON.parse(readFileSync(new URL(path, root), 'utf8')));
  }
  return memo.get(path) as T;
}

export function productTable(id: string): ProductTable {
  const key = `table:${id}`;
  if (!memo.has(key)) {
    memo.set(key, readTable(readOnce<StoredTable>(`schemas/products/${id}.json`)));
  }
  return memo.get(key) as ProductTable;
}

export const kubernetesDefinitions = (): JsonSchema => readOnce<JsonSchema>('out/kubernetes.json');

/** The settings of a product at a version, as the hosts load them; an open schema for any other chart. */
export function settingsFor(product: string): SettingsSource {
  const key = `settings:${product}`;
  if (!memo.has(key)) {
    memo.set(key, loadSettings(product));
  }
  return memo.get(key) as SettingsSource;
}

function loadSettings(product: string): SettingsSource {
  const [id = 'helm', wanted] = product.split('@');
  const family: Family = id.startsWith('kcp/') ? 'kcp' : id === 'spaces' ? 'spaces' : 'helm';
  if (family === 'helm') {
    return {
      prefix: [],
      chart: { id, family, version: undefined },
      title: 'This chart',
      version: undefined,
      why: 'a test',
      schema: {},
      strict: false,
    };
  }
  const table = productTable(id);
  const version = nearestVersion(table, wanted)?.version;
  const schema = schemaOf(table, version, kubernetesDefinitions());
  return {
    prefix: [],
    chart: { id, family, version },
    title: table.title,
    version,
    why: 'a test',
    table,
    schema,
    compiled: compileInPieces(schema),
    strict: false,
  };
}

export function snapshotOf(rules: readonly AnyRule[], test: Case): Snapshot {
  const settings = settingsFor(test.product ?? 'helm');
  const layers = [test.values].flat().map((text, index) => parse(String(index), 1, text));
  const defaults =
    test.defaults !== undefined
      ? parse('defaults', 1, test.defaults).root
      : settings.table && defaultsOf(settings.table, settings.version);
  return {
    stack: stackOf(layers, defaults),
    settings: [settings],
    chart: undefined,
    chartDefaults: undefined,
    profile: test.profile ?? 'production',
    levels: test.levels ?? {},
    options: test.options ?? {},
    taints: taintsOf(test),
    rules,
  };
}

function taintsOf({ nodePools = {}, taints, nodes }: Case): TaintIndex {
  const files = typeof nodePools === 'string' ? { 'nodes.yaml': nodePools } : nodePools;
  const read = indexOf(Object.entries(files).map(([name, text]) => readTaints(name, text)));
  return { ...(read.files.size > 0 ? read : emptyTaintIndex), ...(taints ? { taints } : {}), ...nodes };
}

export const analyzeCase = (rules: readonly AnyRule[], test: Case): Analysis => analyze(snapshotOf(rules, test));
