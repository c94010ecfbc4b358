import type { ChartKnowledge } from '../core/analyze.ts';
import { type ChartFiles, type ChartModel, createChart } from '../core/chart/chart.ts';
import { knownKeysAt, knowsKey } from '../core/chart/known-key.ts';
import type { FitsKubernetes } from '../core/chart/kubernetes-key.ts';
import { readPackedChart } from '../core/chart/packed.ts';
import { type KnownProduct, productOfChart } from '../core/product/catalog.ts';
import { namedVersion } from '../core/product/version.ts';
import { compileInferred } from '../core/schema/inferred.ts';
import type { JsonSchema } from '../core/schema/json-schema.ts';
import type { SettingsSource } from '../core/schema/settings.ts';
import { type CompiledSchema, compileSchema } from '../core/schema/validate.ts';
import { type ChartValues, chartValuesOf } from '../core/values/coalesce-chart.ts';
import type { ValuesDocument } from '../core/values/document.ts';
import type { ValueNode } from '../core/values/node.ts';
import type { Host } from './host.ts';
import { re2 } from './re2.ts';
import { folderOf, join, normalize, pathOf, relativeTo } from './uri.ts';

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
  /** Its own values.yaml and those of its subcharts. */
  readonly documents: readonly ValuesDocument[];
  /** Dependencies that are known products and whose files are not at hand, with the key that their values stand under. */
  readonly dependencies: readonly {
    readonly product: KnownProduct;
    readonly version: string | undefined;
    readonly key: string;
  }[];
  readonly schemaText: string | undefined;
  readonly model: ChartModel;
  /** What merging needs of the chart and its subcharts. */
  readonly values: ChartValues;
  readonly knowledge: ChartKnowledge;
}

export interface Charts {
  /** The chart in this folder; undefined when it holds no Chart.yaml. */
  readonly at: (folder: string) => Promise<Chart | undefined>;
  /** The chart whose folder holds the file, or a folder above it up to three levels (`ci/`, `values/`, `environments/prod/`). */
  readonly around: (uri: string) => Promise<Chart | undefined>;
  readonly settings: (chart: Chart, definitions: JsonSchema) => Promise<SettingsSource>;
  readonly changed: (uri: string) => void;
}

export function createCharts(
  host: Host,
  parsed: (uri: string, text: string) => ValuesDocument,
  definitions: () => Promise<JsonSchema>,
): Charts {
  const known = new Map<string, Promise<Chart | undefined>>();
  const settings = new WeakMap<Chart, SettingsSource>();
  const at = (given: string): Promise<Chart | undefined> => {
    const folder = normalize(given);
    const found = known.get(folder) ?? loadChart(host, folder, parsed, definitions);
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
    async settings(chart, definitions) {
      const made = settings.get(chart) ?? settingsOf(chart, definitions);
      settings.set(chart, made);
      return made;
    },
    changed(uri) {
      const path = pathOf(uri);
      for (const folder of known.keys()) {
        if (path.startsWith(`${pathOf(folder)}/`)) {
          known.delete(folder);
        }
      }
    },
  };
}

async function loadChart(
  host: Host,
  folder: string,
  parsed: (uri: string, text: string) => ValuesDocument,
  definitions: () => Promise<JsonSchema>,
): Promise<Chart | undefined> {
  const files = await readChart(host, folder, 0, { templates: maximalTemplates });
  if (!files) {
    return undefined;
  }
  const model = createChart(files, fitsKubernetes(await definitions().catch(() => ({}))));
  const documents: ValuesDocument[] = [];
  const values = chartValuesOf(model, (uri, text) => {
    const document = parsed(normalize(uri), text);
    documents.push(document);
    return document.root;
  });
  const references = [...files.chartYaml.matchAll(/https?:\/\/[^\s"']+|oci:\/\/[^\s"']+/g)].map(([url]) => url);
  const dependencies = model.absent.flatMap(({ name, key, version, repository }) => {
    const product = productOfChart(name, [repository ?? '']);
    return product ? [{ product, key, version: namedVersion(version) }] : [];
  });
  return {
    folder,
    name: model.name,
    version: namedVersion(model.version),
    product: productOfChart(model.name, references),
    valuesUri: normalize(join(folder, 'values.yaml')),
    defaults: values.defaults,
    documents,
    dependencies,
    schemaText: files.schemaJson,
    model,
    values,
    knowledge: {
      name: model.name,
      knows: path => knowsKey(model, path),
      keysAt: path => knownKeysAt(model, path),
      reads: path => model.templateReads().isRead(path),
      model,
      files,
    },
  };
}

// ---------------------------------------------------------------- reading a chart's files

const maximalTemplates = 3000;
const maximalTemplateLength = 1_000_000;
const maximalSubchartDepth = 4;

async function readChart(
  host: Host,
  folder: string,
  depth: number,
  budget: { templates: number },
): Promise<ChartFiles | undefined> {
  const text = async (name: string): Promise<string | undefined> => {
    const file = await host.read(join(folder, name));
    return file && 'text' in file ? file.text : undefined;
  };
  const chartYaml = await text('Chart.yaml');
  if (chartYaml === undefined) {
    return undefined;
  }
  const optional = async <K extends string>(key: K, name: string): Promise<{ readonly [P in K]?: string }> => {
    const content = await text(name);
    return (content === undefined ? {} : { [key]: content }) as { readonly [P in K]?: string };
  };
  const templates = await readTemplates(host, folder, budget);
  return {
    folder: `${folder}/`,
    chartYaml,
    ...(await optional('valuesYaml', 'values.yaml')),
    ...(await optional('schemaJson', 'values.schema.json')),
    ...(await optional('requirementsYaml', 'requirements.yaml')),
    ...(templates ? { templates } : {}),
    subcharts: depth < maximalSubchartDepth ? await readSubcharts(host, folder, depth, budget) : [],
  };
}

/** Undefined when there is no such folder, or when there are too many files to know them all. */
async function readTemplates(
  host: Host,
  folder: string,
  budget: { templates: number },
): Promise<ChartFiles['templates'] | undefined> {
  const root = join(folder, 'templates');
  const templates: { path: string; text: string }[] = [];
  let whole = true;
  const visit = async (at: string, level: number): Promise<void> => {
    for (const { name, kind } of level > 10 ? [] : await host.list(at)) {
      const uri = join(at, name);
      if (kind === 'folder') {
        await visit(uri, level + 1);
      } else if (budget.templates-- <= 0 || kind === 'link') {
        whole = false;
      } else {
        const file = await host.read(uri);
        if (file && 'text' in file && file.text.length <= maximalTemplateLength) {
          templates.push({ path: `templates/${relativeTo(root, uri) ?? name}`, text: file.text });
        } else if (!file || 'text' in file || file.problem.kind !== 'binary') {
          whole = false;
        }
      }
    }
  };
  await visit(root, 0);
  return whole && templates.length > 0 ? templates : undefined;
}

async function readSubcharts(
  host: Host,
  folder: string,
  depth: number,
  budget: { templates: number },
): Promise<readonly ChartFiles[]> {
  const root = join(folder, 'charts');
  const found: ChartFiles[] = [];
  for (const { name, kind } of await host.list(root)) {
    const uri = join(root, name);
    if (kind === 'folder') {
      const files = await readChart(host, uri, depth + 1, budget);
      found.push(...(files ? [files] : []));
    } else if (kind === 'file' && name.endsWith('.tgz')) {
      const bytes = await host.readBytes?.(uri);
      const packed = bytes && readPackedChart(bytes, `${uri}/`).files;
      found.push(...(packed ? [packed] : []));
    }
  }
  return found;
}

// ---------------------------------------------------------------- settings

/** Whether a default is a value of the Kubernetes type that its key is named after. Compiled when first asked. */
function fitsKubernetes({ definitions }: JsonSchema): FitsKubernetes {
  const compiled = new Map<string, CompiledSchema>();
  return (type, value) => {
    if (!definitions) {
      return false;
    }
    const check = compiled.get(type) ?? compileSchema({ $ref: `#/definitions/k8s.${type}`, definitions });
    compiled.set(type, check);
    return check.validate(value).length === 0;
  };
}

/** A schema of tens of thousands of settings compiles to code that the engine cannot run. */
const unlessTooDeep = ({ schema, validate }: CompiledSchema): CompiledSchema => ({
  schema,
  validate: value => {
    try {
      return validate(value);
    } catch (error) {
      if (error instanceof RangeError) {
        return [];
      }
      throw error;
    }
  },
});

function settingsOf(chart: Chart, definitions: JsonSchema): SettingsSource {
  const common = {
    prefix: [],
    chart: { id: 'helm', family: 'helm' as const, version: chart.version },
    title: chart.name,
    version: chart.version,
  };
  const own = chart.model.schema();
  const inferred: JsonSchema = {
    ...chart.model.inferred(),
    ...(definitions.definitions ? { definitions: definitions.definitions } : {}),
  };
  try {
    if (own) {
      return {
        ...common,
        why: 'its values.schema.json',
        schema: own,
        inferred,
        compiled: unlessTooDeep(compileSchema(own, re2)),
        strict: true,
      };
    }
    return {
      ...common,
      why: 'its values.yaml',
      schema: inferred,
      compiled: compileInferred(inferred, re2),
      strict: false,
    };
  } catch {
    return { ...common, why: 'its values.yaml', schema: inferred, strict: false };
  }
}
