import { readFileSync } from 'node:fs';
import type { Host } from '../../server/src/workspace/host.ts';

const assets = new URL('../../schemas/', import.meta.url);

/** A workspace in memory: path below `file:///w/` → text. Product data comes from the tree. */
export function memoryHost(files: Readonly<Record<string, string>>): Host {
  const texts = new Map(Object.entries(files).map(([path, text]) => [`file:///w/${path}`, text]));
  return {
    read: async uri => {
      const text = texts.get(uri);
      return text === undefined ? undefined : { text };
    },
    list: async uri => {
      const prefix = uri.endsWith('/') ? uri : `${uri}/`;
      const names = new Map<string, 'file' | 'folder'>();
      for (const path of texts.keys()) {
        const [name = '', ...rest] = path.startsWith(prefix) ? path.slice(prefix.length).split('/') : [];
        if (name !== '') {
          names.set(name, rest.length > 0 ? 'folder' : 'file');
        }
      }
      return [...names].map(([name, kind]) => ({ name, kind }));
    },
    asset: async name =>
      JSON.parse(
        readFileSync(
          name === 'kubernetes.json' ? new URL('../out/kubernetes.json', assets) : new URL(name, assets),
          'utf8',
        ),
      ),
  };
}

export const inMemory = (path: string): string => `file:///w/${path}`;
