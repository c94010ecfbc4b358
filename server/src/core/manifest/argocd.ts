import { nodeAt } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { YamlDocument } from './documents.ts';
import { embeddedValues, parameterValues } from './embedded.ts';
import { type ChartReference, given, itemsAt, lastPart, type Release, textAt, type ValuesSource } from './release.ts';

/** The Helm sources of an Argo CD `Application`, or of the template of an `ApplicationSet`. */
export function argoReleases(document: YamlDocument): readonly Release[] {
  const { root } = document;
  const kind = textAt(root, ['kind']);
  if (
    !/^argoproj\.io\//.test(textAt(root, ['apiVersion']) ?? '') ||
    (kind !== 'Application' && kind !== 'ApplicationSet')
  ) {
    return [];
  }
  const outer: Path = kind === 'Application' ? [] : ['spec', 'template'];
  const spec: Path = [...outer, 'spec'];
  const several = itemsAt(root, [...spec, 'sources']).map((_, index): Path => [...spec, 'sources', index]);
  const paths = several.length > 0 ? several : [[...spec, 'source']];
  return paths
    .filter(path => nodeAt(root, path) !== undefined)
    .map(path => releaseOf(document, path, kind, textAt(root, [...outer, 'metadata', 'name']) ?? ''));
}

function releaseOf(document: YamlDocument, path: Path, kind: string, name: string): Release {
  return {
    tool: `Argo CD ${kind}`,
    name,
    namespace: textAt(document.root, ['metadata', 'namespace']),
    chart: chartOf(document, path),
    values: valuesOf(document, [...path, 'helm']),
    site: nodeAt(document.root, path)?.site ?? { uri: document.uri, span: document.span },
  };
}

function chartOf({ root }: YamlDocument, path: Path): ChartReference {
  const repository = textAt(root, [...path, 'repoURL']);
  const folder = textAt(root, [...path, 'path']);
  const isRegistry = repository?.startsWith('oci://') === true;
  const name = textAt(root, [...path, 'chart']) ?? (isRegistry ? lastPart(repository) : undefined);
  const version = textAt(root, [...path, 'targetRevision']);
  return name !== undefined
    ? { name, ...given('repository', repository), ...given('version', version) }
    : folder !== undefined
      ? { folder: { path: folder, from: 'top' } }
      : {};
}

/** Later ones win: files, then `values` (which `valuesObject` replaces as a whole), then parameters. */
function valuesOf(document: YamlDocument, helm: Path): readonly ValuesSource[] {
  const { root } = document;
  const files = itemsAt(root, [...helm, 'valueFiles']).map((item): ValuesSource => fileOf(textAt(item, []) ?? ''));
  const object = embeddedValues(document, [...helm, 'valuesObject']);
  const inline = object ?? embeddedValues(document, [...helm, 'values']);
  const parameters = parameterValues(document, [...helm, 'parameters']);
  const isOpaque = !inline && nodeAt(root, [...helm, 'values']) !== undefined;
  return [
    ...files,
    ...(isOpaque ? [{ kind: 'unknown' } as const] : []),
    ...[inline, parameters].flatMap(found => (found ? [{ kind: 'inline', document: found } as const] : [])),
  ];
}

function fileOf(path: string): ValuesSource {
  const reference = /^\$[^/]+\/(.*)$/.exec(path);
  if (reference) {
    return { kind: 'file', path: reference[1] ?? '', from: 'top' };
  }
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(path)
    ? { kind: 'unknown' }
    : path.startsWith('/')
      ? { kind: 'file', path: path.slice(1), from: 'top' }
      : { kind: 'file', path, from: 'chart' };
}
