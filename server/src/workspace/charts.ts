import { parse as parseYaml } from 'yaml';
import type { ChartKnowledge } from '../core/analyze.ts';
import { type KnownProduct, productOfChart } from '../core/product/catalog.ts';
import type { JsonSchema } from '../core/schema/json-schema.ts';
import type { SettingsSource } from '../core/schema/settings.ts';
import { compileSchema } from '../core/schema/validate.ts';
import type { ValuesDocument } from '../core/values/document.ts';
import type { ValueNode } from '../core/values/node.ts';
import type { Host } from './host.ts';
import { folderOf, join, normalize, pathOf } from './uri.ts';

/** A chart folder of the workspace, as far as values need it. */
export interface Chart {
  readonly folder: string;
  readonly name: string;
  readonly version: string | undefined;
  /** Set when the chart is one of the known products. */
  readonly product: KnownProduct | undefined;
  readonly valuesUri: string;
  /** Its own values.yaml. */
  readonly defaults: ValueNode | undefined;
  readonly documents: readonly ValuesDocument[];
  readonly schemaText: string | undefined;
  /** Dependencies that are known products, with the key that their values stand under. */
  readonly dependencies: readonly { readonly product: KnownProduct; readonly version: string | undefined; readonly key: string }[];
  readonly knowledge: ChartKnowledge | undefined;
}

export interface Charts {
  /** The chart in this folder; undefined when it holds no Chart.yaml. */
  readonly at: (folder: string) => Promise<Chart | undefined>;
  /** The chart whose folder holds the file, or a folder above it up to three levels (`ci/`, `values/`, `environments/prod/`). */
  readonly around: (uri: string) => Promise<Chart | undefined>;
  readonly settings: (chart: Chart, definitions: JsonSchema) => Promise<SettingsSource>;
  readonly changed: (uri: string) => void;
}

export function createCharts(host: Host, parsed: (uri: string, text: string) => ValuesDocument): Charts {
  const known = new Map<string, Promise<Chart | undefined>>();
  const at = (given: string): Promise<Chart | undefined> => {
    const folder = normalize(given);
    const found = known.get(folder) ?? loadChart(host, folder, parsed);
    known.set(folder, found);
    return found;
  };
  return {
    at,
    async around(uri) {
      let folder = folderOf(uri);
      for (let level = 0; level <= 3; level++) {
        const chart = await at(folder);
        if (chart) {
          return chart;
        }
        folder = folderOf(folder);
      }
      return undefined;
    },
    settings: async (chart, definitions) => settingsOf(chart, definitions),
    changed(uri) {
      const path = pathOf(uri);
      for (const folder of known.keys()) {
        if (path.startsWith(pathOf(folder))) {
          known.delete(folder);
        }
      }
    },
  };
}

async function loadChart(host: Host, folder: string, parsed: (uri: string, text: string) => ValuesDocument): Promise<Chart | undefined> {
  const text = async (name: string) => {
    const file = await host.read(join(folder, name));
    return file && 'text' in file ? file.text : undefined;
  };
  const meta = asObject(safeYaml(await text('Chart.yaml')));
  if (typeof meta.name !== 'string') {
    return undefined;
  }
  const valuesUri = normalize(join(folder, 'values.yaml'));
  const values = await text('values.yaml');
  const document = values === undefined ? undefined : parsed(valuesUri, values);
  const references = [meta.home, ...(Array.isArray(meta.sources) ? meta.sources : [])].filter((item): item is string => typeof item === 'string');
  const dependencies = (Array.isArray(meta.dependencies) ? meta.dependencies : []).flatMap(item => {
    const dependency = asObject(item);
    const product = typeof dependency.name === 'string' ? productOfChart(dependency.name, [String(dependency.repository ?? '')]) : undefined;
    const key = typeof dependency.alias === 'string' ? dependency.alias : String(dependency.name);
    return product ? [{ product, key, version: exactVersion(dependency.version) }] : [];
  });
  return {
    folder,
    name: meta.name,
    version: exactVersion(meta.version),
    product: productOfChart(meta.name, references),
    valuesUri,
    defaults: document?.root,
    documents: document ? [document] : [],
    schemaText: await text('values.schema.json'),
    dependencies,
    knowledge: undefined,
  };
}

/** A version or the lower bound of a simple range (`~1.14.0`, `>=1.14.0`); others say nothing exact. */
function exactVersion(value: unknown): string | undefined {
  const match = typeof value === 'string' ? /^\s*(?:[~^=v]|>=)?\s*(\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z.-]+)?)\s*$/.exec(value) : undefined;
  return match?.[1];
}

function settingsOf(chart: Chart, _definitions: JsonSchema): SettingsSource {
  const own = ownSchema(chart);
  const common = { prefix: [], chart: { id: 'helm', family: 'helm' as const, version: chart.version }, title: chart.name, version: chart.version };
  return own
    ? { ...common, why: 'its values.schema.json', schema: own.schema, compiled: own, strict: true }
    : { ...common, why: 'its Chart.yaml', schema: {}, strict: false };
}

function ownSchema(chart: Chart) {
  if (chart.schemaText === undefined) {
    return undefined;
  }
  try {
    return compileSchema(JSON.parse(chart.schemaText) as JsonSchema);
  } catch {
    return undefined;
  }
}

function safeYaml(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : parseYaml(text, { logLevel: 'silent', maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});
