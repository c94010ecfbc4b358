import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The version of the `helm` on the PATH; undefined without one. */
export function helmVersion(): string | undefined {
  try {
    return execFileSync('helm', ['version', '--template', '{{.Version}}'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

export const withoutHelm = (version: string | undefined): string | false =>
  version === undefined ? 'no helm on the PATH' : version.startsWith('v3.') ? false : `helm ${version} is no Helm 3`;

/** A folder that is gone when `use` is done. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'values-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

export type Rendered = { readonly values: unknown } | { readonly error: string };

/** `.Values` as the chart's only template sees it: it prints them as JSON. */
export function renderedValues(chart: string, layers: readonly string[]): Promise<Rendered> {
  const files = layers.flatMap(layer => ['-f', layer]);
  return new Promise(resolve => {
    execFile('helm', ['template', 'release', chart, ...files], { maxBuffer: 64 * 1024 * 1024 }, (error, out, log) => {
      const json = /^\{.*$/m.exec(out)?.[0];
      resolve(error || json === undefined ? { error: log || String(error) } : { values: JSON.parse(json) as unknown });
    });
  });
}

/** Runs `work` for all items, a few at a time. */
export async function forAll<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
