import type { PartDocument } from '../core/manifest/embedded.ts';
import { type Manifest, mayBeManifest, readManifest } from '../core/manifest/manifest.ts';
import { type ChartReference, lastPart, type Release, type ValuesSource } from '../core/manifest/release.ts';
import type { Host } from './host.ts';
import { type Binding, boundPath, isTemplatePath, pathMatcher, resolvePath } from './template-path.ts';
import { folderOf, normalize, pathOf, relativeTo } from './uri.ts';
import { findFiles, isYamlName } from './values-files.ts';

/** A layer of a release's values: a file, or values that stand in a manifest. */
export type Layer = { readonly uri: string } | { readonly document: PartDocument };

/** What stands below some values in a release. */
export interface Below {
  readonly release: Release;
  /** The file that the release stands in. */
  readonly manifest: string;
  readonly layers: readonly Layer[];
  /** Whether all of it is known. */
  readonly whole: boolean;
}

/** The chart of a release, with what other objects and folders say of it. */
export interface ResolvedChart {
  readonly name: string | undefined;
  readonly repository: string | undefined;
  readonly version: string | undefined;
  /** Its folder in the workspace. */
  readonly folder: string | undefined;
}

/** Which values files the deployment tools of a workspace use together, and for which charts. Read on the first question. */
export interface References {
  /** What a file says, by its text as it is now. */
  readonly manifestOf: (uri: string, text: string) => Manifest | undefined;
  /** The releases that read a values file. */
  readonly usesOf: (uri: string) => Promise<readonly Below[]>;
  /** What lies below one of the releases' inline values. */
  readonly belowInline: (manifest: Manifest, release: Release, document: PartDocument) => Promise<Below>;
  readonly chartOf: (manifest: Manifest, release: Release) => Promise<ResolvedChart>;
  /** Whether some kustomization lays this file over another: it holds a part of the object only. */
  readonly isPatch: (uri: string) => Promise<boolean>;
  readonly changed: (uri: string) => void;
}

const maximalFiles = 20_000;
const maximalLength = 1_000_000;
const readsAtOnce = 32;

interface Index {
  /** Path to URI of every YAML file. */
  readonly files: Map<string, string>;
  readonly manifests: Map<string, Manifest>;
  derived: Derived | undefined;
}

interface Derived {
  readonly uses: ReadonlyMap<string, readonly Below[]>;
  readonly patches: ReadonlySet<string>;
}

export function createReferences(host: Host, roots: readonly string[]): References {
  const manifests = new Map<
    string,
    { readonly text: string; readonly version: number; readonly manifest: Manifest | undefined }
  >();
  const stale = new Set<string>();
  let loading: Promise<Index> | undefined;

  function manifestOf(uri: string, text: string): Manifest | undefined {
    const known = manifests.get(uri);
    if (known?.text === text) {
      return known.manifest;
    }
    if (!mayBeManifest(text)) {
      manifests.delete(uri);
      return undefined;
    }
    const version = (known?.version ?? 0) + 1;
    const manifest = readManifest(uri, version, text);
    manifests.set(uri, { text, version, manifest });
    return manifest;
  }

  async function readInto(index: Index, uri: string): Promise<void> {
    const file = await host.read(uri);
    const manifest =
      file && 'text' in file && file.text.length <= maximalLength ? manifestOf(uri, file.text) : undefined;
    if (file) {
      index.files.set(pathOf(uri), uri);
    } else {
      index.files.delete(pathOf(uri));
    }
    if (manifest) {
      index.manifests.set(uri, manifest);
    } else {
      index.manifests.delete(uri);
    }
  }

  async function load(): Promise<Index> {
    const index: Index = { files: new Map(), manifests: new Map(), derived: undefined };
    for (const root of roots) {
      const found = (await findFiles(host, root, isYamlName)).files.slice(0, maximalFiles).map(normalize);
      for (let at = 0; at < found.length; at += readsAtOnce) {
        await Promise.all(found.slice(at, at + readsAtOnce).map(uri => readInto(index, uri)));
      }
    }
    return index;
  }

  async function current(): Promise<Index> {
    loading ??= load();
    const index = await loading;
    for (const uri of [...stale]) {
      stale.delete(uri);
      await readInto(index, uri);
      index.derived = undefined;
    }
    return index;
  }

  async function derived(): Promise<Derived> {
    const index = await current();
    index.derived ??= derive(index, roots);
    return index.derived;
  }

  return {
    manifestOf,
    usesOf: async uri => (await derived()).uses.get(uri) ?? [],
    async belowInline(manifest, release, document) {
      const index = await current();
      const at = release.values.findIndex(source => source.kind === 'inline' && source.document === document);
      const base = baseRelease(index, manifest, release);
      const below = belowOf(index, roots, manifest.uri, release, at, new Map());
      return base ? { ...below, layers: [...base.layers, ...below.layers], whole: base.whole && below.whole } : below;
    },
    async chartOf(manifest, release) {
      const index = await current();
      const base = hasChart(release.chart) ? undefined : baseRelease(index, manifest, release)?.release;
      const chart = base ? { ...base.chart, ...release.chart } : release.chart;
      return resolveChart(index, roots, manifest, chart);
    },
    isPatch: async uri => (await derived()).patches.has(uri),
    changed(given) {
      const uri = normalize(given);
      if (loading && isYamlName(pathOf(uri))) {
        stale.add(uri);
      }
    },
  };
}

function derive(index: Index, roots: readonly string[]): Derived {
  const uses = new Map<string, Below[]>();
  const patches = new Set<string>();
  for (const [manifest, { releases, kustomizations }] of [...index.manifests].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const release of releases) {
      for (const binding of bindingsOf(index, roots, manifest, release)) {
        for (const [at, source] of release.values.entries()) {
          const uri = fileOf(index, roots, manifest, release, source, binding);
          if (uri !== undefined) {
            const known = uses.get(uri) ?? [];
            known.push(belowOf(index, roots, manifest, release, at, binding));
            uses.set(uri, known);
          }
        }
      }
    }
    for (const patch of kustomizations.flatMap(kustomization => kustomization.patches)) {
      const uri = index.files.get(resolvePath(pathOf(folderOf(manifest)), patch));
      if (uri !== undefined) {
        patches.add(uri);
      }
    }
  }
  return { uses, patches };
}

// ---------------------------------------------------------------- files and layers

function belowOf(
  index: Index,
  roots: readonly string[],
  manifest: string,
  release: Release,
  at: number,
  binding: Binding,
): Below {
  let whole = true;
  const layers = release.values.slice(0, Math.max(0, at)).flatMap((source): Layer[] => {
    if (source.kind === 'inline') {
      return [{ document: source.document }];
    }
    const uri = fileOf(index, roots, manifest, release, source, binding);
    whole &&= uri !== undefined;
    return uri === undefined ? [] : [{ uri }];
  });
  return { release, manifest, layers, whole };
}

/** The file that a source of values is, when it is one of the workspace. */
function fileOf(
  index: Index,
  roots: readonly string[],
  manifest: string,
  release: Release,
  source: ValuesSource,
  binding: Binding,
): string | undefined {
  if (source.kind === 'config-map') {
    return generatedFrom(index, manifest, source.name, source.key);
  }
  const path = source.kind === 'file' ? boundPath(source.path, binding) : undefined;
  return source.kind === 'file' && path !== undefined
    ? placesOf(index, roots, manifest, release, { ...source, path }).flatMap(place => index.files.get(place) ?? [])[0]
    : undefined;
}

/** Where a path of a release may lead, the likeliest first. */
function placesOf(
  index: Index,
  roots: readonly string[],
  manifest: string,
  release: Release,
  source: { path: string; from: 'file' | 'top' | 'chart' },
): readonly string[] {
  switch (source.from) {
    case 'file':
      return [resolvePath(pathOf(folderOf(manifest)), source.path)];
    case 'top':
      return tops(roots, manifest).map(top => resolvePath(top, source.path));
    case 'chart': {
      const folder = release.chart.folder;
      return folder === undefined
        ? []
        : folderPlaces(index, roots, manifest, folder).map(place => resolvePath(place, source.path));
    }
  }
}

/** Folders that may be the top of the repository: from the workspace's root down to the manifest's own folder. */
function tops(roots: readonly string[], manifest: string): readonly string[] {
  const root = roots.find(candidate => relativeTo(candidate, manifest) !== undefined);
  const inner = root === undefined ? undefined : relativeTo(root, folderOf(manifest));
  const top = pathOf(root ?? folderOf(manifest)).replace(/\/$/, '');
  const parts = inner === undefined ? [] : inner.split('/');
  return [top, ...parts.map((_, index) => `${top}/${parts.slice(0, index + 1).join('/')}`)];
}

/** Folders of charts that are really there, else where the folder would be. */
function folderPlaces(
  index: Index,
  roots: readonly string[],
  manifest: string,
  { path, from }: NonNullable<ChartReference['folder']>,
): readonly string[] {
  const own = pathOf(folderOf(manifest));
  const places = from === 'file' ? [resolvePath(own, path)] : tops(roots, manifest).map(top => resolvePath(top, path));
  const charts = places.filter(place => index.files.has(`${place}/Chart.yaml`));
  return charts.length > 0 ? charts : places;
}

/** The file that kustomize makes a ConfigMap of: of several generators of that name, the nearest. */
function generatedFrom(index: Index, manifest: string, name: string, key: string): string | undefined {
  const found = [...index.manifests.values()].flatMap(({ uri, kustomizations }) =>
    kustomizations.flatMap(({ configMaps }) =>
      configMaps
        .filter(map => map.name === name && map.key === key)
        .flatMap(map => index.files.get(resolvePath(pathOf(folderOf(uri)), map.path)) ?? []),
    ),
  );
  const near = found.filter(uri => relativeTo(folderOf(manifest), uri) !== undefined);
  return near.length === 1 ? near[0] : found.length === 1 ? found[0] : undefined;
}

/** What the expressions in the paths of a release may stand for, by the files that there are. */
function bindingsOf(index: Index, roots: readonly string[], manifest: string, release: Release): readonly Binding[] {
  const found = new Map<string, Binding>();
  for (const source of release.values) {
    if (source.kind !== 'file' || !isTemplatePath(source.path)) {
      continue;
    }
    for (const place of placesOf(index, roots, manifest, release, source)) {
      const fixed = place.slice(0, place.search(/\{\{|\$\{/));
      const match = pathMatcher(place);
      for (const path of index.files.keys()) {
        const binding = path.startsWith(fixed) ? match(path) : undefined;
        if (binding) {
          found.set(JSON.stringify([...binding]), binding);
        }
      }
    }
  }
  return found.size === 0 ? [new Map()] : [...found.values()];
}

// ---------------------------------------------------------------- charts

const hasChart = ({ name, folder, source }: ChartReference): boolean => (name ?? folder ?? source) !== undefined;

/** A patch names no chart: the one other release of its tool and name does. */
function baseRelease(index: Index, manifest: Manifest, release: Release): Below | undefined {
  if (hasChart(release.chart) || release.tool !== 'Flux HelmRelease') {
    return undefined;
  }
  const bases = [...index.manifests.values()].flatMap(other =>
    other.releases
      .filter(({ tool, name, chart }) => tool === release.tool && name === release.name && hasChart(chart))
      .map((base): Below => {
        const layers = base.values.flatMap((source): Layer[] =>
          source.kind === 'inline' ? [{ document: source.document }] : [],
        );
        return { release: base, manifest: other.uri, layers, whole: layers.length === base.values.length };
      }),
  );
  return bases.length === 1 && bases[0]?.manifest !== manifest.uri ? bases[0] : undefined;
}

function resolveChart(
  index: Index,
  roots: readonly string[],
  manifest: Manifest,
  chart: ChartReference,
  depth = 0,
): ResolvedChart {
  if (chart.folder) {
    const place = folderPlaces(index, roots, manifest.uri, chart.folder)[0];
    const meta = place === undefined ? undefined : index.files.get(`${place}/Chart.yaml`);
    return { name: undefined, repository: undefined, version: undefined, folder: meta && folderOf(meta) };
  }
  const source = chart.source && depth < 3 ? sourceOf(index, manifest, chart.source) : undefined;
  if (!source) {
    return { name: chart.name, repository: chart.repository, version: chart.version, folder: undefined };
  }
  if (source.kind === 'HelmChart') {
    const through = {
      ...(source.chart === undefined ? {} : { name: source.chart }),
      ...(source.version === undefined ? {} : { version: source.version }),
    };
    return resolveChart(
      index,
      roots,
      manifest,
      { ...through, ...(source.source ? { source: source.source } : {}) },
      depth + 1,
    );
  }
  const isRegistry = source.kind === 'OCIRepository';
  return {
    name: chart.name ?? (isRegistry && source.url !== undefined ? lastPart(source.url) : undefined),
    repository: source.url,
    version: chart.version ?? (isRegistry ? source.version : undefined),
    folder: undefined,
  };
}

/** The object that a release refers to: of the same file, of the same namespace, or the only one of its name. */
function sourceOf(index: Index, manifest: Manifest, { kind, name, namespace }: NonNullable<ChartReference['source']>) {
  const isIt = (source: Manifest['sources'][number]) => source.kind === kind && source.name === name;
  const own = manifest.sources.find(isIt);
  if (own) {
    return own;
  }
  const all = [...index.manifests.values()].flatMap(({ sources }) => sources.filter(isIt));
  const near = all.filter(source => source.namespace === namespace);
  const few = near.length > 0 ? near : all;
  return few.every(source => source.url === few[0]?.url && source.version === few[0]?.version) ? few[0] : undefined;
}
