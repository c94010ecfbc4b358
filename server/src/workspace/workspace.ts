import { analyze, type Analysis, type Snapshot } from '../core/analyze.ts';
import { type Configuration, emptyConfiguration, readConfiguration } from '../core/config/configuration.ts';
import { type KnownProduct, knownProducts } from '../core/product/catalog.ts';
import { detectProduct } from '../core/product/detect.ts';
import { profileOfPath } from '../core/product/profile.ts';
import { defaultsOf } from '../core/schema/defaults.ts';
import type { SettingsSource } from '../core/schema/settings.ts';
import type { Finding } from '../core/rule/finding.ts';
import type { AnyRule, ProfileName } from '../core/rule/rule.ts';
import type { Levels } from '../core/rule/run.ts';
import { parse, type ValuesDocument } from '../core/values/document.ts';
import { type Modeline, modelineOf } from '../core/values/modeline.ts';
import { nodeAt, type ValueNode } from '../core/values/node.ts';
import { coalesce, stackOf } from '../core/values/stack.ts';
import { type Assets, loadAssets, namedProduct } from './assets.ts';
import { type Chart, createCharts } from './charts.ts';
import type { FileProblem, Host } from './host.ts';
import { emptyTaintIndex } from '../core/taint/index.ts';
import { createTaints } from './taints.ts';
import { folderOf, foldersUpTo, join, nameOf, normalize, pathOf, relativeTo } from './uri.ts';
import { baseNameOf, configurationName, globMatches, mayBeValues } from './values-files.ts';

/** What the user says on the command line or in the editor's settings, above files and comments. */
export interface Overrides {
  readonly product?: string;
  /** URI of a chart folder. */
  readonly chart?: string;
  readonly profile?: ProfileName;
  readonly levels?: Levels;
  /** Globs or literal taints, as in the configuration; globs are relative to the roots. */
  readonly taints?: readonly string[];
  /** The same keys as the configuration file, from editor settings; the file wins. */
  readonly configuration?: Configuration;
}

export interface FileResult {
  readonly uri: string;
  /** `other`: no values, as far as can be told; nothing is said about it. */
  readonly kind: 'values' | 'configuration' | 'other';
  /** Set when the file could not be read. */
  readonly problem?: FileProblem;
  readonly document?: ValuesDocument;
  readonly analysis?: Analysis;
  readonly findings: readonly Finding[];
}

export interface CheckOptions {
  /** The files below it, lowest first, instead of those found by convention. Findings of all layers are then returned. */
  readonly layers?: readonly string[];
  /** The user named this file: it is taken for values, whatever it is called. */
  readonly explicit?: boolean;
}

export interface Workspace {
  /** Everything there is to say about a file. */
  readonly check: (uri: string, options?: CheckOptions) => Promise<FileResult>;
  /** The settings of all known products, for lists. */
  readonly assets: Assets;
  readonly configurationFor: (uri: string) => Promise<{ readonly configuration: Configuration; readonly folder: string; readonly findings: readonly Finding[] }>;
  readonly taints: ReturnType<typeof createTaints>;
  /** A file appeared, changed or went. */
  readonly changed: (uri: string) => void;
}

export function createWorkspace(host: Host, roots: readonly string[], rules: readonly AnyRule[], overrides: Overrides = {}): Workspace {
  const assets = loadAssets(host);
  const documents = new Map<string, ValuesDocument>();
  const parsed = (uri: string, text: string): ValuesDocument => {
    const known = documents.get(uri);
    if (known?.text === text) {
      return known;
    }
    const document = parse(uri, (known?.version ?? 0) + 1, text);
    documents.set(uri, document);
    return document;
  };
  const charts = createCharts(host, parsed);
  const taints = createTaints(host, roots, overrides.taints ?? []);
  const known = new Set(rules.map(rule => rule.id));
  const isRule = (id: string) => known.has(id) || /^(schema|yaml|values|ignore)\//.test(id);

  async function configurationFor(uri: string) {
    const root = roots.find(candidate => pathOf(uri).startsWith(`${pathOf(candidate).replace(/\/$/, '')}/`)) ?? folderOf(uri);
    for (const folder of foldersUpTo(uri, root)) {
      const file = await host.read(join(folder, configurationName));
      if (file && 'text' in file) {
        return { ...readConfiguration(parsed(join(folder, configurationName), file.text), isRule, () => [...known]), folder };
      }
    }
    return { configuration: overrides.configuration ?? emptyConfiguration, folder: root, findings: [] };
  }

  async function check(given: string, { layers, explicit = false }: CheckOptions = {}): Promise<FileResult> {
    const uri = normalize(given);
    const file = await host.read(uri);
    if (!file || 'problem' in file) {
      documents.delete(uri);
      return { uri, kind: 'other', findings: [], ...(file ? { problem: file.problem } : {}) };
    }
    const document = parsed(uri, file.text);
    if (nameOf(uri) === configurationName) {
      return { uri, kind: 'configuration', document, findings: readConfiguration(document, isRule, () => [...known]).findings };
    }
    const { configuration, folder } = await configurationFor(uri);
    const snapshot = await snapshotOf(document, layers, explicit, configuration, folder);
    if (!snapshot) {
      return { uri, kind: 'other', document, findings: [] };
    }
    const analysis = analyze(snapshot);
    const own = layers ? analysis.findings : analysis.findings.filter(finding => finding.site.uri === uri);
    return { uri, kind: 'values', document, analysis, findings: own };
  }

  async function snapshotOf(document: ValuesDocument, given: readonly string[] | undefined, explicit: boolean, configuration: Configuration, folder: string): Promise<Snapshot | undefined> {
    const { uri } = document;
    const modeline = modelineOf(document.text);
    const stack = stackIn(configuration, folder, uri);
    const chartFolder = overrides.chart ?? (modeline.chart ? join(folderOf(uri), modeline.chart.text) : stack?.chart && join(folder, stack.chart));
    const chart = chartFolder ? await charts.at(chartFolder) : await charts.around(uri);
    const below = given ?? layersBelow(uri, modeline, stack?.below, chart);
    const layers = [...(await readLayers(below, uri)), document];
    const merged = stackOf(layers).effective;
    const settings = await settingsOf(document, merged, modeline, configuration, folder, chart, explicit);
    const isChartsOwn = chart !== undefined && chart.valuesUri === uri;
    if (settings.length === 0) {
      return undefined;
    }
    const defaults = await defaultsBelow(settings, isChartsOwn ? undefined : chart);
    const values = stackOf(layers, defaults, chart?.documents ?? []);
    return {
      stack: isChartsOwn ? { ...values, complete: true } : values,
      settings,
      chart: chart?.knowledge,
      chartDefaults: chart?.defaults,
      profile: overrides.profile ?? named(modeline.profile?.text) ?? stack?.profile ?? configuration.profile ?? profileOfPath(insideRoots(uri)),
      levels: { ...configuration.levels, ...overrides.levels },
      options: configuration.options,
      taints: needsTaints(document, settings) ? await taints.for(uri, configuration.taints, folder, modeline.taints.map(({ text }) => text)) : emptyTaintIndex,
      rules,
    };
  }

  /** The folder names above the workspace are the machine's, not the user's choice. */
  function insideRoots(uri: string): string {
    const root = roots.find(candidate => pathOf(uri).startsWith(`${pathOf(candidate).replace(/\/$/, '')}/`));
    return root === undefined ? nameOf(uri) : pathOf(uri).slice(folderDepth(root));
  }

  async function readLayers(uris: readonly string[], target: string): Promise<readonly ValuesDocument[]> {
    const layers: ValuesDocument[] = [];
    for (const uri of uris) {
      const file = normalize(uri) === target ? undefined : await host.read(uri);
      if (file && 'text' in file) {
        layers.push(parsed(normalize(uri), file.text));
      }
    }
    return layers;
  }

  async function settingsOf(
    document: ValuesDocument, merged: ValueNode | undefined, modeline: Modeline, configuration: Configuration, folder: string, chart: Chart | undefined, explicit: boolean,
  ): Promise<readonly SettingsSource[]> {
    const { uri } = document;
    const glob = configuration.files.find(([pattern]) => globMatches(pattern, folder, uri));
    const chosen: readonly [string | undefined, string][] = [
      [overrides.product, 'chosen by --product'],
      [modeline.product?.text, 'named in the first comment'],
      [glob?.[1], `named in ${configurationName}`],
    ];
    for (const [text, why] of chosen) {
      const reference = text === undefined ? undefined : namedProduct(text);
      if (reference?.product) {
        return [await assets.settings(reference.product, reference.version, [], why)];
      }
    }
    if (isManifest(document)) {
      return [];
    }
    const detected = detectProduct(merged);
    if (!explicit && !mayBeValues(relativeTo(chart?.folder ?? folder, uri) ?? nameOf(uri)) && !detected) {
      return [];
    }
    if (chart?.product) {
      return [await assets.settings(chart.product, chart.version, [], `Chart.yaml is that of ${chart.name}`)];
    }
    if (chart) {
      const mounted = await Promise.all(
        chart.dependencies.map(({ product, version, key }) => assets.settings(product, version, [key], `a dependency of ${chart.name} in Chart.yaml`)),
      );
      return [await charts.settings(chart, await assets.definitions()), ...mounted];
    }
    return detected ? [await assets.settings(detected.product, undefined, [], `detected by its keys: ${detected.by.slice(0, 3).join(', ')}`)] : [anyChart];
  }

  async function defaultsBelow(settings: readonly SettingsSource[], chart: Chart | undefined): Promise<ValueNode | undefined> {
    const tables = settings.flatMap(({ table, version, prefix }) => (table ? [defaultsOf(table, version, prefix)] : []));
    return [chart?.defaults, ...tables].reduce<ValueNode | undefined>((lower, upper) => (lower && upper ? coalesce(upper, lower) : (upper ?? lower)), undefined);
  }

  return {
    check,
    assets,
    configurationFor,
    taints,
    changed(uri) {
      documents.delete(normalize(uri));
      charts.changed(uri);
      taints.changed(uri);
    },
  };
}

/** Reading every node pool of a repository takes a while: only where something is placed on nodes. */
const needsTaints = ({ text }: ValuesDocument, settings: readonly SettingsSource[]): boolean =>
  settings.some(({ table }) => table !== undefined) || /tolerations|nodeSelector|[aA]ffinity|topologySpread/.test(text);

const folderDepth = (root: string): number => pathOf(root).replace(/\/$/, '').length;

const named = (text: string | undefined): ProfileName | undefined => (text === 'production' || text === 'default' ? text : undefined);

const anyChart: SettingsSource = { prefix: [], chart: { id: 'helm', family: 'helm', version: undefined }, title: 'The chart', version: undefined, why: 'a values file of a chart that is not at hand', schema: {}, strict: false };

/** A Kubernetes manifest, a Chart.yaml, a Compose file: YAML that is no values file. */
function isManifest({ root }: ValuesDocument): boolean {
  const text = (key: string) => {
    const node = nodeAt(root, [key]);
    return node?.kind === 'scalar' && typeof node.value === 'string';
  };
  return text('apiVersion') && (text('kind') || text('name'));
}

interface StackHere {
  readonly below: readonly string[];
  readonly chart: string | undefined;
  readonly profile: ProfileName | undefined;
}

/** The configured stack that this file is part of, and what lies below the file in it. */
function stackIn(configuration: Configuration, folder: string, uri: string): StackHere | undefined {
  for (const { files, chart, profile } of configuration.stacks) {
    const uris = files.map(file => join(folder, file));
    const at = uris.indexOf(uri);
    if (at !== -1) {
      return { below: uris.slice(0, at), chart, profile };
    }
  }
  return undefined;
}

/** What lies below a file: as its comment says, as the configuration says, else the `values.yaml` beside an overlay. */
function layersBelow(uri: string, modeline: Modeline, configured: readonly string[] | undefined, chart: Chart | undefined): readonly string[] {
  if (modeline.base.length > 0) {
    return modeline.base.map(({ text }) => join(folderOf(uri), text));
  }
  if (configured) {
    return configured;
  }
  const base = baseNameOf(uri);
  return base === undefined || base === chart?.valuesUri ? [] : [base];
}

export const productChoices = (): readonly KnownProduct[] => knownProducts;
