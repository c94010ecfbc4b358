import type { Site } from '../text/span.ts';
import { nodeAt, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { PartDocument } from './embedded.ts';

/** One installation of a chart that a file of a deployment tool describes. */
export interface Release {
  /** For people: `Argo CD Application`. */
  readonly tool: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly chart: ChartReference;
  /** Where its values come from, lowest first, as the tool hands them to Helm. */
  readonly values: readonly ValuesSource[];
  /** The key that its values stand under, for findings. */
  readonly site: Site;
}

/** Which chart it is, as far as the file itself says. */
export interface ChartReference {
  readonly name?: string;
  /** Address of a chart repository or registry. */
  readonly repository?: string;
  /** A version or a range of versions, as written. */
  readonly version?: string;
  /** A folder of a repository of files. `from`: seen from the file itself, or from the top of the repository. */
  readonly folder?: { readonly path: string; readonly from: 'file' | 'top' };
  /** Another object that says where the chart is: `OCIRepository`, `HelmRepository`, `GitRepository`, `HelmChart`. */
  readonly source?: { readonly kind: string; readonly name: string; readonly namespace: string | undefined };
}

export type ValuesSource =
  | { readonly kind: 'inline'; readonly document: PartDocument }
  /** `from`: seen from the file itself, from the top of the repository, or from the chart. May hold `{{ … }}`. */
  | { readonly kind: 'file'; readonly path: string; readonly from: 'file' | 'top' | 'chart' }
  /** A key of a ConfigMap that kustomize may generate from a file. */
  | { readonly kind: 'config-map'; readonly name: string; readonly key: string }
  /** A Secret, a file of another repository: there is something, and what it says is not known. */
  | { readonly kind: 'unknown' };

// ---------------------------------------------------------------- reading manifests

/** The text at `path`; undefined when there is none. Numbers count by their writing (`version: 1.14`). */
export function textAt(node: ValueNode | undefined, path: Path): string | undefined {
  const found = nodeAt(node, path);
  return found?.kind === 'scalar' && found.value !== null && found.source !== '' ? found.source : undefined;
}

export function itemsAt(node: ValueNode | undefined, path: Path): readonly ValueNode[] {
  const found = nodeAt(node, path);
  return found?.kind === 'list' ? found.items : [];
}

export const isTrue = (node: ValueNode | undefined, path: Path): boolean => {
  const found = nodeAt(node, path);
  return found?.kind === 'scalar' && found.value === true;
};

/** `{ name }` for a text, nothing for undefined: for optional properties. */
export const given = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: T });

/** The last part of an address or path: `oci://ghcr.io/org/charts/podinfo` is `podinfo`. */
export const lastPart = (address: string): string | undefined =>
  address
    .replace(/[:@][^/]*$/, '')
    .split('/')
    .findLast(part => part !== '');

/** `./charts/x`, `../x`, `/x`: a folder, not the name of a chart in a repository. */
export const isFolderPath = (text: string): boolean => /^\.{0,2}\//.test(text) || text === '.' || text === '..';
