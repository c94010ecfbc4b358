import type { Host } from './host.ts';
import { folderOf, join, normalize, relativeTo } from './uri.ts';

/** A host that reads nothing outside the workspace, whatever the files in it say. */
export interface Confined {
  readonly host: Host;
  /** Whether a file may be read: it lies below a root, or where the user pointed to, after links are followed. */
  readonly allows: (uri: string) => Promise<boolean>;
  /** The user named this file or folder: it is read. Of a file outside all roots, its folder and the chart around it too. */
  readonly admit: (uri: string) => Promise<void>;
}

export function confine(host: Host, roots: readonly string[], named: readonly string[]): Confined {
  const admitted = new Set(named.map(normalize));
  const folders = new Set(roots.map(normalize));
  const real = new Map<string, Promise<string>>();
  const realOf = async (uri: string): Promise<string> => normalize((await host.real?.(uri)) ?? uri);
  const realFolder = (folder: string): Promise<string> => {
    const known = real.get(folder) ?? realOf(folder);
    real.set(folder, known);
    return known;
  };
  const isBelow = (folder: string, uri: string) => folder === uri || relativeTo(folder, uri) !== undefined;

  async function allows(given: string): Promise<boolean> {
    const uri = normalize(given);
    if (admitted.has(uri)) {
      return true;
    }
    const around = [...folders, ...admitted].filter(folder => isBelow(folder, uri));
    if (around.length === 0) {
      return false;
    }
    const target = await realOf(uri);
    for (const folder of [...folders, ...admitted]) {
      if (isBelow(await realFolder(folder), target)) {
        return true;
      }
    }
    return false;
  }

  async function admit(given: string): Promise<void> {
    const uri = normalize(given);
    if (admitted.has(uri)) {
      return;
    }
    const isInside = [...folders].some(folder => isBelow(folder, uri));
    admitted.add(uri);
    if (isInside) {
      return;
    }
    folders.add(folderOf(uri));
    let folder = folderOf(uri);
    for (let level = 0; level <= 3; level++) {
      if ((await host.read(join(folder, 'Chart.yaml'))) !== undefined) {
        folders.add(folder);
        return;
      }
      folder = folderOf(folder);
    }
  }

  return {
    allows,
    admit,
    host: {
      ...host,
      read: async uri => ((await allows(uri)) ? host.read(uri) : undefined),
      readBytes: async uri => ((await allows(uri)) ? host.readBytes?.(uri) : undefined),
      list: async uri => ((await allows(uri)) ? host.list(uri) : []),
    },
  };
}
