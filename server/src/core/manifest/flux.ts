import type { YamlDocument } from './documents.ts';
import { embeddedValues } from './embedded.ts';
import { type ChartReference, given, itemsAt, type Release, textAt, type ValuesSource } from './release.ts';

/** A Flux object that says where charts come from. */
export interface ChartSource {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly url: string | undefined;
  /** Of an OCIRepository: the tag or range of the one chart it holds. Of a HelmChart: its version. */
  readonly version: string | undefined;
  /** Of a HelmChart: the chart and where it comes from. */
  readonly chart: string | undefined;
  readonly source: ChartReference['source'];
}

/** `HelmRelease` of Flux 2; of Flux 1 where its fields are the same. */
export function fluxReleases(document: YamlDocument): readonly Release[] {
  const { root } = document;
  const apiVersion = textAt(root, ['apiVersion']) ?? '';
  if (!/^helm\.(?:toolkit\.fluxcd\.io|fluxcd\.io)\//.test(apiVersion) || textAt(root, ['kind']) !== 'HelmRelease') {
    return [];
  }
  const namespace = textAt(root, ['metadata', 'namespace']);
  const values: ValuesSource[] = [
    ...itemsAt(root, ['spec', 'chart', 'spec', 'valuesFiles']).map(
      (item): ValuesSource => ({ kind: 'file', path: textAt(item, []) ?? '', from: 'top' }),
    ),
    ...itemsAt(root, ['spec', 'valuesFrom']).map((item): ValuesSource => {
      const name = textAt(item, ['name']);
      return textAt(item, ['kind']) === 'ConfigMap' && name !== undefined && textAt(item, ['targetPath']) === undefined
        ? { kind: 'config-map', name, key: textAt(item, ['valuesKey']) ?? 'values.yaml' }
        : { kind: 'unknown' };
    }),
  ];
  const inline = embeddedValues(document, ['spec', 'values']);
  return [
    {
      tool: 'Flux HelmRelease',
      name: textAt(root, ['metadata', 'name']) ?? '',
      namespace,
      chart: chartOf(document, namespace),
      values: inline ? [...values, { kind: 'inline', document: inline }] : values,
      site: { uri: document.uri, span: document.span },
    },
  ];
}

function chartOf({ root }: YamlDocument, namespace: string | undefined): ChartReference {
  const sourceAt = (path: readonly string[]): ChartReference['source'] => {
    const [kind, name] = [textAt(root, [...path, 'kind']), textAt(root, [...path, 'name'])];
    const own = textAt(root, [...path, 'namespace']) ?? namespace;
    return kind === undefined || name === undefined ? undefined : { kind, name, namespace: own };
  };
  const reference = sourceAt(['spec', 'chartRef']);
  if (reference) {
    return { source: reference };
  }
  const first = ['spec', 'chart'];
  const spec = ['spec', 'chart', 'spec'];
  const chart = textAt(root, [...spec, 'chart']);
  const source = sourceAt([...spec, 'sourceRef']);
  const isFolder = chart !== undefined && (source?.kind === 'GitRepository' || source?.kind === 'Bucket');
  return isFolder
    ? { folder: { path: chart, from: 'top' } }
    : {
        ...given('name', chart ?? textAt(root, [...first, 'name'])),
        ...given('version', textAt(root, [...spec, 'version']) ?? textAt(root, [...first, 'version'])),
        ...given('repository', textAt(root, [...first, 'repository'])),
        ...given('source', source),
      };
}

/** `HelmRepository`, `OCIRepository` and `HelmChart`. */
export function chartSources({ root }: YamlDocument): readonly ChartSource[] {
  const kind = textAt(root, ['kind']) ?? '';
  const name = textAt(root, ['metadata', 'name']);
  if (!/^source\.toolkit\.fluxcd\.io\//.test(textAt(root, ['apiVersion']) ?? '') || name === undefined) {
    return [];
  }
  const namespace = textAt(root, ['metadata', 'namespace']);
  const sourceName = textAt(root, ['spec', 'sourceRef', 'name']);
  return [
    {
      kind,
      name,
      namespace,
      url: textAt(root, ['spec', 'url']),
      version:
        textAt(root, ['spec', 'ref', 'tag']) ??
        textAt(root, ['spec', 'ref', 'semver']) ??
        textAt(root, ['spec', 'version']),
      chart: textAt(root, ['spec', 'chart']),
      source:
        sourceName === undefined
          ? undefined
          : { kind: textAt(root, ['spec', 'sourceRef', 'kind']) ?? '', name: sourceName, namespace },
    },
  ];
}
