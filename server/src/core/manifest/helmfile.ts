import { nodeAt, type ValueNode } from '../values/node.ts';
import type { YamlDocument } from './documents.ts';
import { embeddedValues } from './embedded.ts';
import {
  type ChartReference,
  given,
  isFolderPath,
  itemsAt,
  lastPart,
  type Release,
  textAt,
  type ValuesSource,
} from './release.ts';

/** What may stand at the top of a helmfile. */
const known = new Set(
  `apiVersions apis bases commonLabels context deleteTimeout deleteWait environments filepath fullPath helmBinary helmDefaults
  helmfiles hooks kubeContext kubeVersion kustomizeBinary lockFilePath missingFileHandler namespace releases repositories
  selectors stripArgsValuesOnExitError templates updateStrategy values`.split(/\s+/),
);

/** A helmfile has no `kind`: its releases and the other keys at its top give it away. */
export function helmfileReleases(
  document: YamlDocument,
  repositories: ReadonlyMap<string, string>,
): readonly Release[] {
  const { root } = document;
  if (root?.kind !== 'map' || [...root.entries.keys()].some(key => !known.has(key) && !/^x-|^\.|\{\{/.test(key))) {
    return [];
  }
  return itemsAt(root, ['releases']).flatMap((item, index): Release[] => {
    const name = textAt(item, ['name']);
    const template = templateOf(root, item);
    const chart = textAt(item, ['chart']) ?? textAt(template, ['chart']);
    if (name === undefined || chart === undefined) {
      return [];
    }
    const values = itemsAt(item, ['values']).map((value, at): ValuesSource => {
      const inline = embeddedValues(document, ['releases', index, 'values', at]);
      const path = value.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
      return inline && value.kind === 'map'
        ? { kind: 'inline', document: inline }
        : path === undefined || !/^[^\n]*\.[a-z]+$/i.test(path)
          ? { kind: 'unknown' }
          : { kind: 'file', path, from: 'file' };
    });
    return [
      {
        tool: 'helmfile release',
        name,
        namespace: textAt(item, ['namespace']),
        chart: chartOf(chart, textAt(item, ['version']) ?? textAt(template, ['version']), repositories),
        values: [...(template ? [{ kind: 'unknown' } as const] : []), ...values],
        site: item.site,
      },
    ];
  });
}

/** `inherit: [{ template: default }]`, the first one. */
function templateOf(root: ValueNode, item: ValueNode): ValueNode | undefined {
  const name = textAt(item, ['inherit', 0, 'template']);
  return name === undefined ? undefined : nodeAt(root, ['templates', name]);
}

function chartOf(
  chart: string,
  version: string | undefined,
  repositories: ReadonlyMap<string, string>,
): ChartReference {
  if (isFolderPath(chart)) {
    return { folder: { path: chart, from: 'file' } };
  }
  const [repository = '', ...rest] = chart.split('/');
  const address = chart.startsWith('oci://') ? chart : repositories.get(repository);
  return {
    ...given('name', rest.length === 0 ? chart : lastPart(chart)),
    ...given('repository', address ?? (rest.length === 0 ? undefined : repository)),
    ...given('version', version),
  };
}

/** Name to address. They may stand in another document of the file than the releases. */
export function helmfileRepositories(documents: readonly YamlDocument[]): ReadonlyMap<string, string> {
  return new Map(
    documents.flatMap(({ root }) =>
      itemsAt(root, ['repositories']).flatMap(item => {
        const [name, url] = [textAt(item, ['name']), textAt(item, ['url'])];
        return name === undefined || url === undefined ? [] : [[name, url] as const];
      }),
    ),
  );
}
