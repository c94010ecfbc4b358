import type { Path } from '../values/path.ts';
import type { YamlDocument } from './documents.ts';
import { embeddedValues } from './embedded.ts';
import { type ChartReference, given, itemsAt, lastPart, type Release, textAt, type ValuesSource } from './release.ts';

/** The Helm releases of a `skaffold.yaml`, and of its profiles. */
export function skaffoldReleases(document: YamlDocument): readonly Release[] {
  const { root } = document;
  if (!/^skaffold\//.test(textAt(root, ['apiVersion']) ?? '') || textAt(root, ['kind']) !== 'Config') {
    return [];
  }
  const tops: Path[] = [[], ...itemsAt(root, ['profiles']).map((_, index): Path => ['profiles', index])];
  const lists = tops.flatMap((top): Path[] => [
    [...top, 'deploy', 'helm', 'releases'],
    [...top, 'manifests', 'helm', 'releases'],
  ]);
  return lists.flatMap(list =>
    itemsAt(root, list).map((item, index): Release => {
      const overrides = embeddedValues(document, [...list, index, 'overrides']);
      const files = itemsAt(item, ['valuesFiles']).map(
        (file): ValuesSource => ({ kind: 'file', path: textAt(file, []) ?? '', from: 'file' }),
      );
      const chartPath = textAt(item, ['chartPath']);
      const remote = textAt(item, ['remoteChart']);
      const chart: ChartReference =
        chartPath !== undefined
          ? { folder: { path: chartPath, from: 'file' } }
          : {
              ...given('name', remote === undefined ? undefined : lastPart(remote)),
              ...given('repository', textAt(item, ['repo']) ?? remote),
              ...given('version', textAt(item, ['version'])),
            };
      return {
        tool: 'Skaffold release',
        name: textAt(item, ['name']) ?? '',
        namespace: textAt(item, ['namespace']),
        chart,
        values: overrides ? [...files, { kind: 'inline', document: overrides }] : files,
        site: item.site,
      };
    }),
  );
}
