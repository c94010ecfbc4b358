import type { YamlDocument } from './documents.ts';
import { itemsAt, textAt } from './release.ts';

/** What a `kustomization.yaml` says of values: the files that become ConfigMaps, and the files that are patches. */
export interface Kustomization {
  readonly configMaps: readonly { readonly name: string; readonly key: string; readonly path: string }[];
  readonly patches: readonly string[];
}

export function kustomizationOf({ root }: YamlDocument): Kustomization | undefined {
  if (!/^kustomize\.config\.k8s\.io\//.test(textAt(root, ['apiVersion']) ?? '')) {
    return undefined;
  }
  const configMaps = itemsAt(root, ['configMapGenerator']).flatMap(generator => {
    const name = textAt(generator, ['name']);
    return name === undefined
      ? []
      : itemsAt(generator, ['files']).flatMap(file => {
          const [first = '', second] = (textAt(file, []) ?? '').split('=');
          const path = second ?? first;
          return path === ''
            ? []
            : [{ name, path, key: second === undefined ? (path.split('/').at(-1) ?? path) : first }];
        });
  });
  const patches = [
    ...itemsAt(root, ['patches']).map(patch => textAt(patch, ['path'])),
    ...itemsAt(root, ['patchesStrategicMerge']).map(patch => textAt(patch, [])),
  ].filter((path): path is string => path !== undefined && !path.includes('\n'));
  return { configMaps, patches };
}
