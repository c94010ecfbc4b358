import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { JsonSchema } from '../schema/json-schema.ts';
import type { Site, Span } from '../text/span.ts';
import { type Documented, type DocumentedValue, documentDefaults } from './comments.ts';
import { inferSchema } from './infer.ts';
import type { FitsKubernetes } from './kubernetes-key.ts';
import {
  type OutsideRead,
  type TemplateFile,
  type TemplateReads,
  type TracedChart,
  traceReads,
  type ValueText,
} from './references.ts';
import { parseTemplate } from './template/parser.ts';

/** The texts of a chart, as they lie in its folder or package. */
export interface ChartFiles {
  /** URI of the chart's folder, ending in `/`: sites name documents below it. Absent: paths stand alone. */
  readonly folder?: string;
  readonly chartYaml: string;
  readonly valuesYaml?: string;
  readonly schemaJson?: string;
  /** `requirements.yaml` of a chart with `apiVersion: v1`. */
  readonly requirementsYaml?: string;
  /** Everything under `templates/`: `path` starts with that. Absent: not at hand, so that nothing is known of them. */
  readonly templates?: readonly { readonly path: string; readonly text: string }[];
  /** Everything under `charts/`. */
  readonly subcharts: readonly ChartFiles[];
}

export interface ChartDependency {
  readonly name: string;
  readonly alias: string | undefined;
  /** The key that its values stand under: the alias, else the name. */
  readonly key: string;
  readonly version: string | undefined;
  readonly repository: string | undefined;
  /** Paths, in order: the first one that is set to true or false decides. */
  readonly conditions: readonly (readonly string[])[];
  readonly tags: readonly string[];
  /** What the child's values are called there, and where they are put in the parent's. */
  readonly importValues: readonly { readonly child: readonly string[]; readonly parent: readonly string[] }[];
  /** The entry in Chart.yaml or requirements.yaml. */
  readonly site: Site;
}

export interface ChartProblem {
  readonly message: string;
  readonly site: Site;
}

/** A subchart under one of its keys; a chart that is listed under two aliases is there twice. */
export interface SubchartModel {
  readonly key: string;
  readonly model: ChartModel;
}

/** What is known about a chart. Everything below `subcharts` is worked out when it is asked for first. */
export interface ChartModel {
  readonly name: string;
  readonly version: string | undefined;
  readonly appVersion: string | undefined;
  readonly type: 'application' | 'library';
  readonly deprecated: boolean;
  readonly dependencies: readonly ChartDependency[];
  /** Dependencies whose files are not at hand. */
  readonly absent: readonly ChartDependency[];
  readonly defaults: { readonly uri: string; readonly text: string } | undefined;
  readonly subcharts: readonly SubchartModel[];
  /** Its values.schema.json. */
  readonly schema: () => JsonSchema | undefined;
  /** The defaults with their comments. */
  readonly documented: () => Documented;
  /** A schema made of the defaults and their comments. */
  readonly inferred: () => JsonSchema;
  /** With the chart's own defaults evaluated where templates do so; texts of other values files: see `withTexts`. */
  readonly templateReads: () => TemplateReads;
  /** Texts among the defaults, its subcharts' included, that hold a template. */
  readonly defaultTexts: () => readonly ValueText[];
  /** What Helm would refuse: Chart.yaml, the schema's JSON, templates. Subcharts report their own. */
  readonly problems: () => readonly ChartProblem[];
}

/** `fits` asks the definitions of Kubernetes' types about defaults, see `FitsKubernetes`. */
export function createChart(files: ChartFiles, fits?: FitsKubernetes): ChartModel {
  const meta = readChartYaml(files);
  const subcharts = instancesOf(files, meta.dependencies).map(({ key, files: child }) => ({
    key,
    model: createChart(child, fits),
  }));
  const present = new Set(subcharts.map(({ key }) => key));
  const folder = files.folder ?? '';
  const text = files.valuesYaml;
  const parsedSchema = lazy(() => parseSchema(files));
  const documented = lazy(() => documentDefaults(text ?? ''));
  const tree = lazy(() => treeOf(files));
  const defaultTexts = lazy(() => [
    ...textsIn(documented().root, { uri: `${folder}values.yaml`, span: { start: 0, end: 0 } }),
    ...subcharts.flatMap(({ model }) => model.defaultTexts()),
  ]);
  return {
    ...meta,
    absent: meta.dependencies.filter(({ key }) => !present.has(key)),
    defaults: text === undefined ? undefined : { uri: `${folder}values.yaml`, text },
    subcharts,
    schema: () => parsedSchema().schema,
    documented,
    inferred: lazy(() => inferSchema(documented(), fits)),
    templateReads: lazy(() => {
      const reads = traceReads(tree());
      return reads.evaluatesValues ? reads.withTexts(defaultTexts()) : reads;
    }),
    defaultTexts,
    problems: lazy(() => [...meta.problems, ...parsedSchema().problems, ...templateProblems(tree().files)]),
  };
}

function textsIn(value: DocumentedValue | undefined, site: Site): readonly ValueText[] {
  if (value?.kind === 'scalar') {
    return typeof value.value === 'string' && value.value.includes('{{') ? [{ text: value.value, site }] : [];
  }
  const entries = [...(value?.entries.values() ?? [])].filter(({ commentedOut }) => !commentedOut);
  return [
    ...entries.flatMap(entry => textsIn(entry.value, { uri: site.uri, span: entry.key })),
    ...(value?.items ?? []).flatMap(item => textsIn(item, site)),
  ];
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

interface Meta {
  readonly name: string;
  readonly version: string | undefined;
  readonly appVersion: string | undefined;
  readonly type: 'application' | 'library';
  readonly deprecated: boolean;
  readonly dependencies: readonly ChartDependency[];
  readonly problems: readonly ChartProblem[];
}

function readChartYaml({ chartYaml, requirementsYaml, folder = '' }: ChartFiles): Meta {
  const uri = `${folder}Chart.yaml`;
  const chart = readYaml(chartYaml, uri);
  const requirements =
    requirementsYaml === undefined ? undefined : readYaml(requirementsYaml, `${folder}requirements.yaml`);
  const name = textAt(chart.map, 'name');
  const unnamed = { message: 'Chart.yaml names no chart.', site: { uri, span: { start: 0, end: 0 } } };
  return {
    name: name ?? '',
    version: textAt(chart.map, 'version'),
    appVersion: textAt(chart.map, 'appVersion'),
    type: textAt(chart.map, 'type') === 'library' ? 'library' : 'application',
    deprecated: textAt(chart.map, 'deprecated') === 'true',
    dependencies: [chart, ...(requirements ? [requirements] : [])].flatMap(readDependencies),
    problems: [...chart.problems, ...(requirements?.problems ?? []), ...(name ? [] : [unnamed])],
  };
}

interface YamlFile {
  readonly uri: string;
  readonly map: YAMLMap | undefined;
  readonly problems: readonly ChartProblem[];
}

function readYaml(text: string, uri: string): YamlFile {
  try {
    const document = parseDocument(text, {
      schema: 'failsafe',
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
    });
    const problems = document.errors.map(({ message, pos: [start, end] }) => ({
      message,
      site: { uri, span: { start, end: Math.max(start, end) } },
    }));
    return { uri, map: isMap(document.contents) ? document.contents : undefined, problems };
  } catch {
    const problem = {
      message: 'This file is nested too deeply to be read.',
      site: { uri, span: { start: 0, end: 0 } },
    };
    return { uri, map: undefined, problems: [problem] };
  }
}

function readDependencies({ uri, map }: YamlFile): readonly ChartDependency[] {
  const list = map?.get('dependencies');
  return (isSeq(list) ? list.items : []).flatMap(item => {
    const name = isMap(item) ? textAt(item, 'name') : undefined;
    return isMap(item) && name !== undefined ? [readDependency(item, name, uri)] : [];
  });
}

function readDependency(item: YAMLMap, name: string, uri: string): ChartDependency {
  const alias = textAt(item, 'alias') || undefined;
  const key = alias ?? name;
  return {
    name,
    alias,
    key,
    version: textAt(item, 'version'),
    repository: textAt(item, 'repository'),
    conditions: (textAt(item, 'condition') ?? '').split(',').flatMap(path => pathsOf(path.trim())),
    tags: scalarsOf(item.get('tags')),
    importValues: importsOf(item.get('import-values') ?? item.get('importValues')),
    site: { uri, span: spanOf(item) },
  };
}

const pathsOf = (path: string): readonly (readonly string[])[] => (path === '' ? [] : [path.split('.')]);

/** `- data` takes the child's `exports.data`; `- child: a.b` with `parent: c` names both sides. */
function importsOf(list: unknown): ChartDependency['importValues'] {
  return (isSeq(list) ? list.items : []).flatMap(item => {
    if (isScalar(item)) {
      return [{ child: ['exports', ...String(item.value).split('.')], parent: [] }];
    }
    const child = isMap(item) ? textAt(item, 'child') : undefined;
    const parent = isMap(item) ? textAt(item, 'parent') : undefined;
    const at = (path: string): readonly string[] => (path === '.' ? [] : path.split('.'));
    return child !== undefined && parent !== undefined ? [{ child: at(child), parent: at(parent) }] : [];
  });
}

function textAt(map: YAMLMap | undefined, key: string): string | undefined {
  const value = map?.get(key);
  return typeof value === 'string' ? value : undefined;
}

const scalarsOf = (list: unknown): readonly string[] =>
  isSeq(list) ? list.items.flatMap(item => (isScalar(item) ? [String(item.value)] : [])) : [];

function spanOf(node: { readonly range?: readonly [number, number, number] | null | undefined }): Span {
  const [start = 0, end = 0] = node.range ?? [];
  return { start, end };
}

/** Subcharts under the keys of their values: once for each dependency that names them, else under their own name. */
function instancesOf(
  { subcharts }: ChartFiles,
  dependencies: readonly ChartDependency[],
): readonly { readonly key: string; readonly files: ChartFiles }[] {
  return subcharts.flatMap(files => {
    const { name } = readChartYaml(files);
    const keys = new Set(dependencies.filter(dependency => dependency.name === name).map(({ key }) => key));
    return (keys.size > 0 ? [...keys] : [name]).map(key => ({ key, files }));
  });
}

function parseSchema({ schemaJson, folder = '' }: ChartFiles): {
  schema: JsonSchema | undefined;
  problems: readonly ChartProblem[];
} {
  if (schemaJson === undefined) {
    return { schema: undefined, problems: [] };
  }
  const site = { uri: `${folder}values.schema.json`, span: { start: 0, end: 0 } };
  try {
    const schema: unknown = JSON.parse(schemaJson);
    return typeof schema === 'object' && schema !== null
      ? { schema: schema as JsonSchema, problems: [] }
      : { schema: undefined, problems: [{ message: 'values.schema.json holds no schema.', site }] };
  } catch (error) {
    const message = `values.schema.json is not JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { schema: undefined, problems: [{ message, site }] };
  }
}

const templateProblems = (files: readonly TemplateFile[]): readonly ChartProblem[] =>
  files
    .filter(({ chart }) => chart === 0)
    .flatMap(({ uri, template }) => template.problems.map(({ message, span }) => ({ message, site: { uri, span } })));

interface Tree {
  readonly charts: readonly TracedChart[];
  readonly files: readonly TemplateFile[];
  readonly outside: readonly OutsideRead[];
  readonly lost: readonly (readonly string[])[];
}

/** Charts within charts within charts: deeper ones are left out. */
const maximalDepth = 8;
const maximalCharts = 300;

function treeOf(files: ChartFiles): Tree {
  const tree = {
    charts: [] as TracedChart[],
    files: [] as TemplateFile[],
    outside: [] as OutsideRead[],
    lost: [] as (readonly string[])[],
  };
  addChart(tree, files, [], undefined, '', 0);
  return tree;
}

function addChart(
  tree: { charts: TracedChart[]; files: TemplateFile[]; outside: OutsideRead[]; lost: (readonly string[])[] },
  files: ChartFiles,
  prefix: readonly string[],
  alias: string | undefined,
  parentFolder: string,
  depth: number,
): number {
  const meta = readChartYaml(files);
  const name = alias ?? meta.name;
  const folder = parentFolder === '' ? name : `${parentFolder}/charts/${name}`;
  const index = tree.charts.length;
  const subcharts = new Map<string, number>();
  tree.charts.push({ prefix, name, version: meta.version, folder, subcharts, library: meta.type === 'library' });
  if (!files.templates) {
    tree.lost.push(prefix, [...prefix, 'global']);
  }
  for (const { path, text } of files.templates ?? []) {
    const rendered = meta.type !== 'library' && !/(?:^|\/)_[^/]*$/.test(path);
    const uri = `${files.folder ?? ''}${path}`;
    tree.files.push({ uri, name: `${folder}/${path}`, chart: index, rendered, template: parseTemplate(text) });
  }
  for (const { key, files: child } of instancesOf(files, meta.dependencies)) {
    if (depth < maximalDepth && tree.charts.length < maximalCharts) {
      subcharts.set(key, addChart(tree, child, [...prefix, key], key, folder, depth + 1));
    } else {
      tree.lost.push([...prefix, key]);
    }
  }
  addDependencies(tree, meta.dependencies, prefix, subcharts);
  return index;
}

function addDependencies(
  tree: { outside: OutsideRead[]; lost: (readonly string[])[] },
  dependencies: readonly ChartDependency[],
  prefix: readonly string[],
  present: ReadonlyMap<string, number>,
): void {
  for (const { key, conditions, tags, importValues, site } of dependencies) {
    tree.outside.push(...conditions.map(path => ({ path: [...prefix, ...path], site })));
    tree.outside.push(...tags.map(tag => ({ path: ['tags', tag], site })));
    tree.lost.push(...importValues.map(({ child }) => [...prefix, key, ...child]));
    if (!present.has(key)) {
      tree.lost.push([...prefix, key], [...prefix, 'global']);
    }
  }
}
