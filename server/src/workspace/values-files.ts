import ignore from 'ignore';
import type { Host } from './host.ts';
import { join, relativeTo } from './uri.ts';

export const configurationName = '.production-values.yaml';

/** Names that people give to values files: `values.yaml`, `values-prod.yaml`, `prod-values.yml`, `values.prod.yaml`. */
export const isValuesName = (name: string): boolean =>
  /^(?:.*[-._])?values(?:[-._].*)?\.ya?ml$/i.test(name) &&
  !/[-._]schema\.ya?ml$/i.test(name) &&
  name !== configurationName;

/** Folders whose YAML files are values by convention. */
const valuesFolders = /(?:^|\/)(?:values|helm-values|environments|envs|overlays)\//i;

export const isYamlName = (name: string): boolean => /\.ya?ml$/i.test(name);

/** A file that is worth opening to see whether it holds values. */
export const mayBeValues = (path: string): boolean =>
  isYamlName(path) && (isValuesName(path.slice(path.lastIndexOf('/') + 1)) || valuesFolders.test(path));

const unread = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.terraform',
  '.terragrunt-cache',
  '.vscode',
  '.idea',
  'vendor',
]);

export interface Found {
  readonly files: readonly string[];
  /** Folders were left out because there were more than `maximalFiles` files. */
  readonly cut: boolean;
}

const maximalFiles = 100_000;

/**
 * All files below `root` that `wanted` accepts, in the order of their paths. Links are not followed; `.git`,
 * `node_modules` and the like, templates of charts, packed and vendored subcharts, and what `.helmignore`-like globs
 * in `exclude` name are left out.
 */
export async function findFiles(
  host: Host,
  root: string,
  wanted: (path: string) => boolean,
  exclude: readonly string[] = [],
): Promise<Found> {
  const files: string[] = [];
  const matcher = ignore().add([...exclude]);
  let seen = 0;
  const visit = async (folder: string, depth: number): Promise<void> => {
    if (seen >= maximalFiles || depth > 40) {
      return;
    }
    const entries = [...(await host.list(folder))].sort((a, b) => (a.name < b.name ? -1 : 1));
    const isChart = entries.some(entry => entry.name === 'Chart.yaml' && entry.kind === 'file');
    for (const { name, kind } of entries) {
      const uri = join(folder, name);
      const path = relativeTo(root, uri);
      if (
        path === undefined ||
        kind === 'link' ||
        matcher.ignores(path) ||
        (kind === 'folder' && matcher.ignores(`${path}/`))
      ) {
        continue;
      }
      if (kind === 'folder') {
        if (!unread.has(name) && !(isChart && (name === 'templates' || name === 'charts'))) {
          await visit(uri, depth + 1);
        }
        continue;
      }
      seen++;
      if (wanted(path)) {
        files.push(uri);
      }
    }
  };
  await visit(root, 0);
  return { files, cut: seen >= maximalFiles };
}

/** Whether a glob (relative to `folder`, as in .gitignore without negation) names `uri`. */
export function globMatches(glob: string, folder: string, uri: string): boolean {
  const path = relativeTo(folder, uri);
  return path !== undefined && ignore().add(glob.replace(/^\.\//, '/').replace(/^!/, '\\!')).ignores(path);
}
