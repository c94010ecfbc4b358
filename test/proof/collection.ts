import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProfileName } from '../../server/src/core/rule/rule.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import type { Host } from '../../server/src/workspace/host.ts';
import { nodeHost, uriOfPath } from '../../server/src/workspace/node-host.ts';
import { createWorkspace, type Workspace } from '../../server/src/workspace/workspace.ts';
import { shared } from '../support/shared.ts';

/** A chart folder of the collection of real charts. */
export interface CollectedChart {
  /** For people: where it comes from. */
  readonly name: string;
  readonly folder: string;
}

export const repositories = fileURLToPath(shared('corpus/repos'));

/** Every chart of the collection that has a values.yaml and templates, subcharts in `charts/` left out. */
export function collectedCharts(): readonly CollectedChart[] {
  const index = JSON.parse(readFileSync(shared('corpus/index.json'), 'utf8')) as {
    readonly file: string;
    readonly role: string;
  }[];
  return index
    .filter(({ role }) => role === 'chart')
    .map(({ file }) => dirname(fileURLToPath(shared(`corpus/${file}`))))
    .filter(folder => readdirSync(folder).includes('values.yaml'))
    .map(folder => ({ name: relative(repositories, folder), folder }));
}

/** Values files within a chart's folder that are written to stand on top of its values.yaml. */
export function overlaysOf({ folder }: CollectedChart): readonly string[] {
  return filesBelow(folder).filter(
    file =>
      /values(?!\.schema)[^/]*\.ya?ml$|\/(ci|values|environments)\/[^/]*\.ya?ml$/.test(file.slice(folder.length)) &&
      file !== join(folder, 'values.yaml'),
  );
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return ['templates', 'charts', 'tests', 'crds', '.git'].includes(entry.name) ? [] : filesBelow(path);
    }
    return entry.isFile() ? [path] : [];
  });
}

const library = (path: string): URL => new URL(`../../node_modules/${path}`, import.meta.url);
const machine = nodeHost(new URL('../../schemas/', import.meta.url), [
  library('web-tree-sitter/web-tree-sitter.wasm'),
  library('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm'),
]);
const assets = new Map<string, Promise<unknown>>();

/** The files of this machine, and product data from the tree, read once. */
export const host: Host = {
  ...machine,
  asset(name) {
    const known =
      assets.get(name) ??
      (name === 'kubernetes.json'
        ? Promise.resolve(
            JSON.parse(readFileSync(new URL('../../out/kubernetes.json', import.meta.url), 'utf8')) as unknown,
          )
        : machine.asset(name));
    assets.set(name, known);
    return known;
  },
};

/** A workspace over one folder, with all rules. `texts`: contents that stand before those on disk, by URI. */
export const workspaceAt = (
  folder: string,
  profile?: ProfileName,
  texts: ReadonlyMap<string, string> = new Map(),
): Workspace =>
  createWorkspace(
    {
      ...host,
      read: async uri => {
        const text = texts.get(uri);
        return text === undefined ? host.read(uri) : { text };
      },
    },
    [uriOfPath(folder)],
    rules,
    profile === undefined ? {} : { profile },
  );
