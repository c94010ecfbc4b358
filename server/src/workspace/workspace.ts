import { type Analysis, analyze, type ChartKnowledge, type Snapshot } from '../core/analyze.ts';
import { type Configuration, emptyConfiguration, readConfiguration } from '../core/config/configuration.ts';
import type { PartDocument } from '../core/manifest/embedded.ts';
import type { Manifest, ResourcePart } from '../core/manifest/manifest.ts';
import { type KnownProduct, knownProducts } from '../core/product/catalog.ts';
import { detectProduct } from '../core/product/detect.ts';
import { profileOfPath } from '../core/product/profile.ts';
import type { Finding } from '../core/rule/finding.ts';
import type { AnyRule, ProfileName } from '../core/rule/rule.ts';
import type { Levels } from '../core/rule/run.ts';
import { factsOf } from '../core/schema/facts-at.ts';
import { emptyTaintIndex } from '../core/taint/index.ts';
import { type ChartValues, chartStackOf } from '../core/values/coalesce-chart.ts';
import { parse, type ValuesDocument } from '../core/values/document.ts';
import { reparse } from '../core/values/incremental.ts';
import { type Modeline, modelineOf } from '../core/values/modeline.ts';
import { nodeAt, type ValueNode } from '../core/values/node.ts';
import { coalesce, stackOf } from '../core/values/stack.ts';
import { type Assets, loadAssets } from './assets.ts';
import { type ChartValuesFound, valuesOfChart } from './chart-values.ts';
import { type Chart, createCharts } from './charts.ts';
import { configurationRemarks } from './configuration-remarks.ts';
import { confine } from './confine.ts';
import { type Consumers, createConsumers } from './consumers.ts';
import { basesByName } from './conventions.ts';
import type { FileProblem, Host } from './host.ts';
import { findingsOfPart, missFinding, removedFinding, unique } from './parts.ts';
import { type Below, createReferences, type Layer } from './references.ts';
import { commentRemarks, type Reading } from './remarks.ts';
import {
  anyChart,
  type Choice,
  chooseForFile,
  chooseForRelease,
  chooseForResource,
  type FileFacts,
  namedByUser,
} from './settings-choice.ts';
import { createTaints, type Impatience } from './taints.ts';
import { folderOf, foldersUpTo, join, nameOf, normalize, pathOf, relativeTo } from './uri.ts';
import { configurationName, mayBeValues } from './values-files.ts';

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
  /** Values files do not wait for the first reading of all node pools to the end. */
  readonly impatience?: Impatience;
}

export interface FileResult {
  readonly uri: string;
  /** `other`: no values, as far as can be told; nothing is said about it. */
  readonly kind: 'values' | 'configuration' | 'other';
  /** Set when the file could not be read. */
  readonly problem?: FileProblem;
  /** Of a manifest with several parts: the first one. */
  readonly document?: ValuesDocument;
  readonly analysis?: Analysis;
  /** Of all parts. */
  readonly findings: readonly Finding[];
  /** The values documents in the file: a plain values file is one, a manifest may hold several. */
  readonly parts: readonly Part[];
}

/** One values document of a file. */
export interface Part {
  readonly document: ValuesDocument;
  readonly analysis: Analysis;
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
  readonly configurationFor: (uri: string) => Promise<{
    readonly configuration: Configuration;
    readonly folder: string;
    readonly findings: readonly Finding[];
  }>;
  readonly taints: ReturnType<typeof createTaints>;
  readonly consumers: Consumers;
  /** Who in the workspace gives values to a chart: files whose texts hold `word`. */
  readonly valuesOf: (chart: ChartKnowledge, word: string) => Promise<ChartValuesFound>;
  /** A file appeared, changed or went. */
  readonly changed: (uri: string) => void;
}

/** What decides how a values document is judged, apart from its settings. */
interface Subject extends FileFacts {
  /** Below the document, lowest first. */
  readonly below: readonly ValuesDocument[];
  /** Whether all that lies below is known. */
  readonly whole: boolean;
  readonly chart: Chart | undefined;
  readonly profile: ProfileName | undefined;
  readonly remarks: readonly Finding[];
}

export function createWorkspace(
  given: Host,
  roots: readonly string[],
  rules: readonly AnyRule[],
  overrides: Overrides = {},
): Workspace {
  const named = [...(overrides.taints ?? []), ...(overrides.chart === undefined ? [] : [overrides.chart])];
  const { host, allows, admit } = confine(given, roots, named);
  const assets = loadAssets(given);
  const documents = new Map<string, ValuesDocument>();
  const parsed = (uri: string, text: string): ValuesDocument => {
    const known = documents.get(uri);
    if (known?.text === text) {
      return known;
    }
    const document = known ? reparse(known, text) : parse(uri, 1, text);
    documents.set(uri, document);
    return document;
  };
  const charts = createCharts(host, parsed, assets.definitions);
  const taints = createTaints(host, roots, overrides.taints ?? [], overrides.impatience);
  const references = createReferences(host, roots);
  const known = new Set(rules.map(rule => rule.id));
  const isRule = (id: string) => known.has(id) || /^(schema|yaml|values|ignore|config)\//.test(id);

  async function configurationFor(uri: string) {
    const root = roots.find(candidate => relativeTo(candidate, uri) !== undefined) ?? folderOf(uri);
    for (const folder of foldersUpTo(uri, root)) {
      const file = await host.read(join(folder, configurationName));
      if (file && 'text' in file) {
        return {
          ...readConfiguration(parsed(join(folder, configurationName), file.text), isRule, () => [...known]),
          folder,
        };
      }
    }
    return { configuration: overrides.configuration ?? emptyConfiguration, folder: root, findings: [] };
  }

  async function check(givenUri: string, { layers, explicit = false }: CheckOptions = {}): Promise<FileResult> {
    const uri = normalize(givenUri);
    for (const named of [uri, ...(layers ?? [])]) {
      await admit(named);
    }
    const file = await host.read(uri);
    if (!file || 'problem' in file) {
      documents.delete(uri);
      return { uri, kind: 'other', findings: [], parts: [], ...(file ? { problem: file.problem } : {}) };
    }
    if (nameOf(uri) === configurationName) {
      return checkConfiguration(parsed(uri, file.text));
    }
    const { configuration, folder } = await configurationFor(uri);
    const manifest = layers ? undefined : references.manifestOf(uri, file.text);
    const parts = manifest ? await partsOf(manifest, file.text, configuration, folder) : [];
    if (parts.length > 0) {
      return resultOf(uri, parts);
    }
    const document = parsed(uri, file.text);
    const snapshot = await snapshotOfFile(document, layers, explicit, configuration, folder);
    if (!snapshot) {
      return { uri, kind: 'other', document, findings: [], parts: [] };
    }
    const analysis = analyze(snapshot);
    const findings = layers ? analysis.findings : analysis.findings.filter(finding => finding.site.uri === uri);
    return resultOf(uri, [{ document, analysis, findings }]);
  }

  async function checkConfiguration(document: ValuesDocument): Promise<FileResult> {
    const { configuration, findings } = readConfiguration(document, isRule, () => [...known]);
    const more = await configurationRemarks(document, configuration, reading(document.uri));
    return { uri: document.uri, kind: 'configuration', document, findings: [...findings, ...more], parts: [] };
  }

  const reading = (uri: string): Reading => ({
    table: assets.table,
    async look(path) {
      const target = join(folderOf(uri), path);
      return !(await allows(target)) ? 'outside' : (await host.read(target)) === undefined ? 'missing' : 'there';
    },
  });

  // ---------------------------------------------------------------- values files

  async function snapshotOfFile(
    document: ValuesDocument,
    givenLayers: readonly string[] | undefined,
    explicit: boolean,
    configuration: Configuration,
    folder: string,
  ): Promise<Snapshot | undefined> {
    const { uri } = document;
    const modeline = modelineOf(document.text);
    const stack = stackIn(configuration, folder, uri);
    const chartFolder =
      overrides.chart ??
      (modeline.chart ? join(folderOf(uri), modeline.chart.text) : stack?.chart && join(folder, stack.chart));
    const beside = chartFolder ? await charts.at(chartFolder) : await charts.around(uri);
    const isChartsOwn = beside?.valuesUri === uri;
    const uses = isChartsOwn ? [] : await usesOf(uri);
    const local = uses.find(({ chart }) => chart.folder !== undefined)?.chart.folder;
    const chart = beside ?? (local === undefined ? undefined : await charts.at(local));
    const found = givenLayers
      ? { layers: givenLayers.map(layer => ({ uri: layer })), whole: true }
      : await layersBelow(uri, modeline, stack?.below, uses[0]?.below, isChartsOwn);
    const below = await readLayers(
      found.layers.filter(layer => !('uri' in layer) || layer.uri !== chart?.valuesUri),
      uri,
    );
    const merged = stackOf([...below, document]).effective;
    const facts: FileFacts = { document, merged, modeline, configuration, folder };
    const isNamed = overrides.product !== undefined || namedByUser(facts) !== undefined;
    if (
      !isNamed &&
      (isManifest(document) || !(explicit || uses.length > 0 || looksLikeValues(document, chart, folder, merged)))
    ) {
      return undefined;
    }
    const choice = await chooseForFile(assets, charts, facts, overrides.product, chart, uses);
    const settled = choice.settings.length > 0 ? choice : { ...choice, settings: anySettings };
    const remarks = await commentRemarks(uri, modeline, reading(uri));
    return snapshotOf(
      { ...facts, below, whole: found.whole, chart, profile: stack?.profile, remarks },
      settled,
      isChartsOwn,
    );
  }

  async function usesOf(uri: string) {
    const uses = await references.usesOf(uri);
    return Promise.all(
      uses.map(async below => {
        const file = await host.read(below.manifest);
        const manifest = file && 'text' in file ? references.manifestOf(below.manifest, file.text) : undefined;
        const empty = { name: undefined, repository: undefined, version: undefined, folder: undefined };
        return { below, chart: manifest ? await references.chartOf(manifest, below.release) : empty };
      }),
    );
  }

  /** As its comment says, as the configuration says, as a deployment tool reads it, else by the names of the files. */
  async function layersBelow(
    uri: string,
    modeline: Modeline,
    configured: readonly string[] | undefined,
    reference: Below | undefined,
    isChartsOwn: boolean,
  ): Promise<{ readonly layers: readonly Layer[]; readonly whole: boolean }> {
    const files = (uris: readonly string[]) => ({
      layers: uris.map(layer => ({ uri: normalize(layer) })),
      whole: true,
    });
    if (modeline.base.length > 0) {
      return files(modeline.base.map(({ text }) => join(folderOf(uri), text)));
    }
    if (configured || reference || isChartsOwn) {
      return configured ? files(configured) : (reference ?? files([]));
    }
    for (const candidate of basesByName(uri)) {
      if (await host.read(candidate)) {
        return files([candidate]);
      }
    }
    return files([]);
  }

  async function readLayers(layers: readonly Layer[], target: string): Promise<readonly ValuesDocument[]> {
    const read: ValuesDocument[] = [];
    for (const layer of layers) {
      if ('document' in layer) {
        read.push(layer.document);
        continue;
      }
      const file = layer.uri === target ? undefined : await host.read(layer.uri);
      if (file && 'text' in file) {
        read.push(parsed(layer.uri, file.text));
      }
    }
    return read;
  }

  // ---------------------------------------------------------------- manifests

  async function partsOf(
    manifest: Manifest,
    text: string,
    configuration: Configuration,
    folder: string,
  ): Promise<readonly Part[]> {
    const { uri } = manifest;
    const modeline = modelineOf(text);
    const remarks = await commentRemarks(uri, modeline, reading(uri));
    const parts: Part[] = [];
    const add = async (
      document: PartDocument,
      subject: Omit<Subject, 'merged' | 'remarks' | keyof typeof common>,
      choose: (facts: FileFacts) => Promise<Choice>,
      own: readonly Finding[],
    ) => {
      const merged = stackOf([...subject.below, document]).effective;
      const facts = { ...common, document, merged };
      const first = parts.length === 0 ? remarks : [];
      const snapshot = await snapshotOf(
        { ...subject, ...facts, remarks: [...first, ...own] },
        await choose(facts),
        false,
      );
      const analysis = analyze(snapshot);
      parts.push({ document, analysis, findings: findingsOfPart(document, analysis) });
    };
    const common = { modeline, configuration, folder };
    for (const release of manifest.releases) {
      for (const source of release.values) {
        if (source.kind === 'inline') {
          const below = await references.belowInline(manifest, release, source.document);
          const resolved = await references.chartOf(manifest, release);
          const chart = resolved.folder === undefined ? undefined : await charts.at(resolved.folder);
          const layers = await readLayers(
            below.layers.filter(layer => !('uri' in layer) || layer.uri !== chart?.valuesUri),
            uri,
          );
          const subject = { document: source.document, below: layers, whole: below.whole, chart, profile: undefined };
          await add(source.document, subject, facts => chooseForRelease(assets, charts, facts, below, resolved), []);
        }
      }
    }
    const isPatch = manifest.resources.length > 0 && (isPatchByName(uri) || (await references.isPatch(uri)));
    for (const part of manifest.resources) {
      const subject = { document: part.document, below: [], whole: !isPatch, chart: undefined, profile: undefined };
      await add(part.document, subject, facts => settingsOfResource(part, facts), ownFindings(part));
    }
    return unique(parts);
  }

  const settingsOfResource = async ({ resource }: ResourcePart, facts: FileFacts): Promise<Choice> =>
    resource ? chooseForResource(assets, resource, facts) : { settings: [], remarks: [] };

  const ownFindings = ({ document, resource, miss }: ResourcePart): readonly Finding[] => [
    ...(miss ? [missFinding(document, miss)] : []),
    ...(resource?.removed === undefined ? [] : [removedFinding(document, resource)]),
  ];

  // ---------------------------------------------------------------- what all have in common

  async function snapshotOf(subject: Subject, choice: Choice, isChartsOwn: boolean): Promise<Snapshot> {
    const { document, below, whole, chart, configuration, folder, modeline, remarks } = subject;
    const { uri } = document;
    const { settings } = choice;
    const layers = [...below, document];
    const values = chart
      ? chartStackOf(withProducts(chart.values, settings), layers, chart.documents, isChartsOwn)
      : stackOf(layers, defaultsOfProducts(settings));
    const isResource = settings.some(({ reader }) => reader === 'api-server');
    return {
      stack: { ...values, complete: isChartsOwn || (whole && (isResource || values.complete)) },
      settings,
      chart: chart?.knowledge,
      chartDefaults: chart?.defaults,
      profile:
        overrides.profile ??
        profileNamed(modeline.profile?.text) ??
        subject.profile ??
        configuration.profile ??
        profileOfPath(insideRoots(uri)),
      levels: { ...configuration.levels, ...overrides.levels },
      options: configuration.options,
      taints: needsTaints(document, choice)
        ? await taints.for(
            uri,
            configuration.taints,
            folder,
            modeline.taints.map(({ text }) => text),
          )
        : emptyTaintIndex,
      rules,
      customRules: configuration.customRules,
      remarks: [...remarks, ...choice.remarks],
    };
  }

  /** The folder names above the workspace are the machine's, not the user's choice. */
  function insideRoots(uri: string): string {
    const root = roots.find(candidate => relativeTo(candidate, uri) !== undefined);
    return root === undefined ? nameOf(uri) : (relativeTo(root, uri) ?? nameOf(uri));
  }

  const consumers = createConsumers(host, roots, uri => check(uri));

  return {
    check,
    assets,
    configurationFor,
    taints,
    consumers,
    valuesOf: (chart, word) => valuesOfChart(chart, word, host, roots, uri => check(uri)),
    changed(uri) {
      consumers.changed(uri);
      documents.delete(normalize(uri));
      charts.changed(uri);
      taints.changed(uri);
      references.changed(uri);
    },
  };
}

const resultOf = (uri: string, parts: readonly Part[]): FileResult => ({
  uri,
  kind: 'values',
  ...(parts[0] ? { document: parts[0].document, analysis: parts[0].analysis } : {}),
  findings:
    parts.length === 1
      ? (parts[0]?.findings ?? [])
      : parts.flatMap(({ findings }) => findings).sort((a, b) => a.site.span.start - b.site.span.start),
  parts,
});

/** Reading every node pool of a repository takes a while: only where something is placed on nodes. */
const needsTaints = ({ text }: ValuesDocument, { settings }: Choice): boolean =>
  settings.some(({ table }) => table !== undefined) || /tolerations|nodeSelector|[aA]ffinity|topologySpread/.test(text);

/** The recorded defaults of products, where no chart is at hand. */
function defaultsOfProducts(settings: Choice['settings']): ValueNode | undefined {
  return settings
    .flatMap(source => factsOf(source)?.defaults(source.prefix) ?? [])
    .reduce<ValueNode | undefined>(
      (lower, upper) => (lower && upper ? coalesce(upper, lower) : (upper ?? lower)),
      undefined,
    );
}

/** Dependencies whose files are not at hand take part with their recorded defaults. */
function withProducts(chart: ChartValues, settings: Choice['settings']): ChartValues {
  const recorded = settings.flatMap((source): readonly ChartValues[] => {
    const [key] = source.prefix;
    const facts = factsOf(source);
    const dependency = chart.dependencies.find(candidate => candidate.key === key);
    return facts && dependency
      ? [{ name: dependency.name, defaults: facts.defaults([]), dependencies: [], subcharts: [] }]
      : [];
  });
  return recorded.length === 0 ? chart : { ...chart, subcharts: [...chart.subcharts, ...recorded] };
}

const profileNamed = (text: string | undefined): ProfileName | undefined =>
  text === 'production' || text === 'default' ? text : undefined;

const anySettings = [anyChart(undefined, 'a values file of a chart that is not at hand')];

/** By its name, or by keys that only one of the known products has. */
function looksLikeValues(
  { uri }: ValuesDocument,
  chart: Chart | undefined,
  folder: string,
  merged: ValueNode | undefined,
): boolean {
  return mayBeValues(relativeTo(chart?.folder ?? folder, uri) ?? nameOf(uri)) || detectProduct(merged) !== undefined;
}

/** A Kubernetes manifest, a Chart.yaml, a Compose file: YAML that is no values file. */
function isManifest({ root }: ValuesDocument): boolean {
  const text = (key: string) => {
    const node = nodeAt(root, [key]);
    return node?.kind === 'scalar' && typeof node.value === 'string';
  };
  return text('apiVersion') && (text('kind') || text('name'));
}

/** Overlays and patches hold a part of an object. */
const isPatchByName = (uri: string): boolean => /patch|(?:^|\/)overlays?\//i.test(pathOf(uri));

interface StackHere {
  readonly below: readonly string[];
  readonly chart: string | undefined;
  readonly profile: ProfileName | undefined;
}

/** The configured stack that this file is part of, and what lies below the file in it. */
function stackIn(configuration: Configuration, folder: string, uri: string): StackHere | undefined {
  for (const { files, chart, profile } of configuration.stacks) {
    const uris = files.map(file => normalize(join(folder, file)));
    const at = uris.indexOf(uri);
    if (at !== -1) {
      return { below: uris.slice(0, at), chart, profile };
    }
  }
  return undefined;
}

export const productChoices = (): readonly KnownProduct[] => knownProducts;
