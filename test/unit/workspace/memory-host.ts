import { readFileSync } from 'node:fs';
import type { AnyRule } from '../../../server/src/core/rule/rule.ts';
import type { Host } from '../../../server/src/workspace/host.ts';
import { createWorkspace, type FileResult, type Overrides } from '../../../server/src/workspace/workspace.ts';

const root = new URL('../../../', import.meta.url);
const assets = new Map<string, unknown>();

/** What ships with the product, as the build leaves it. */
export function shippedAsset(name: string): unknown {
  const path = name === 'kubernetes.json' ? 'out/kubernetes.json' : `schemas/${name}`;
  const known = assets.get(path) ?? JSON.parse(readFileSync(new URL(path, root), 'utf8'));
  assets.set(path, known);
  return known;
}

export type Files = Readonly<Record<string, string>>;

/** A machine whose files are those given, by paths from the root of its disk. `links`: path to the path it leads to. */
export function memoryHost(files: Files, links: Files = {}): Host & { readonly reads: readonly string[] } {
  const reads: string[] = [];
  const pathOf = (uri: string) => decodeURIComponent(uri.replace(/^file:\/\//, ''));
  const real = (path: string): string => {
    const link = Object.keys(links).find(from => path === from || path.startsWith(`${from}/`));
    return link === undefined ? path : real(`${links[link]}${path.slice(link.length)}`);
  };
  return {
    reads,
    read: async uri => {
      const path = real(pathOf(uri));
      reads.push(path);
      return Object.hasOwn(files, path) ? { text: files[path] ?? '' } : undefined;
    },
    list: async uri => {
      const folder = pathOf(uri).replace(/\/$/, '');
      const below = Object.keys(files).filter(path => path.startsWith(`${folder}/`));
      const names = new Map(
        below.map(path => {
          const [name = '', ...rest] = path.slice(folder.length + 1).split('/');
          return [name, rest.length === 0 ? 'file' : 'folder'] as const;
        }),
      );
      const linked = Object.keys(links).filter(path => path.slice(0, path.lastIndexOf('/')) === folder);
      return [
        ...[...names].map(([name, kind]) => ({ name, kind })),
        ...linked.map(path => ({ name: path.slice(folder.length + 1), kind: 'link' as const })),
      ];
    },
    real: async uri => `file://${real(pathOf(uri))}`,
    asset: async name => shippedAsset(name),
  };
}

/** Checks one of the files of a workspace at `/w`. */
export async function checkIn(
  files: Files,
  path: string,
  {
    overrides = {},
    rules = [],
    links = {},
    host = {},
  }: {
    readonly overrides?: Overrides;
    readonly rules?: readonly AnyRule[];
    readonly links?: Files;
    readonly host?: Partial<Host>;
  } = {},
): Promise<FileResult> {
  const workspace = createWorkspace({ ...memoryHost(files, links), ...host }, ['file:///w'], rules, overrides);
  return workspace.check(`file://${path}`);
}

/** `path:line code` of each finding. */
export function drawn({ findings, parts, document }: FileResult): readonly string[] {
  const lines = parts[0]?.document.lines ?? document?.lines;
  return findings.map(({ code, path, site }) => {
    const line = (lines?.starts ?? []).filter(start => start <= site.span.start).length;
    return `${line} ${code} ${path.join('.')}`.trim();
  });
}
