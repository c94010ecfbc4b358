import { readToleration } from '../core/kit/toleration.ts';
import { rules } from '../core/rules/index.ts';
import { toleratesDeclared } from '../core/taint/index.ts';
import { type DeclaredTaint, formatTaint } from '../core/taint/taint.ts';
import { lineIndexOf, positionAt } from '../core/text/lines.ts';
import { toJson } from '../core/values/node.ts';
import { formatPath } from '../core/values/path.ts';
import { normalize, relativeTo } from '../workspace/uri.ts';
import { findFiles, isYamlName } from '../workspace/values-files.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';
import { type CliHost, UsageError } from './host.ts';

export interface TaintsOptions {
  readonly format: 'text' | 'json';
  readonly cluster: boolean;
  readonly context?: string;
  readonly write: boolean;
}

/** Prints every taint that files below the paths declare, and what tolerates it. */
export async function taints(paths: readonly string[], options: TaintsOptions, host: CliHost): Promise<number> {
  if (options.context !== undefined || options.write) {
    throw new UsageError('--context and --write need --cluster');
  }
  const roots: string[] = [];
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const uri = normalize(host.uriOf(path));
    const kind = await host.kindOf(uri);
    if (kind === 'missing' || kind === 'unreadable') {
      throw new UsageError(`${path}: ${kind === 'missing' ? 'no such file or folder' : 'cannot be read'}`);
    }
    roots.push(uri);
  }
  const workspace = createWorkspace(host.files, roots, rules);
  const index = await workspace.taints.all();
  const nameOf = (uri: string) => relativeTo(host.cwd, uri) ?? decodeURIComponent(uri.replace(/^file:\/\//, ''));
  const lineOf = ({ site }: DeclaredTaint) =>
    positionAt(lineIndexOf(workspace.taints.textOf(site.uri) ?? ''), site.span.start).line + 1;
  const tolerations = await tolerationsBelow(roots, workspace, host);
  const rows = index.taints.map(taint => ({
    key: taint.key,
    value: taint.value,
    effect: taint.effect,
    file: nameOf(taint.site.uri),
    line: lineOf(taint),
    source: taint.source,
    pool: taint.pool,
    templated: taint.templated,
    startup: taint.startup,
    labels: Object.fromEntries(taint.labels),
    toleratedBy: tolerations
      .filter(({ raw }) => matches(raw, taint))
      .map(({ uri, path }) => ({ file: nameOf(uri), path })),
  }));
  const skipped = index.skipped.map(({ uri, reason }) => ({ file: nameOf(uri), reason }));
  host.out(
    options.format === 'json'
      ? `${JSON.stringify({ taints: rows, skipped }, null, 2)}\n`
      : table(rows, index.taints, skipped),
  );
  return 0;
}

const matches = (raw: unknown, taint: DeclaredTaint): boolean => {
  const toleration = readToleration(raw);
  return toleration !== undefined && toleratesDeclared(toleration, taint) === true;
};

interface Toleration {
  readonly uri: string;
  readonly path: string;
  readonly raw: unknown;
}

/** Every toleration that values files below the roots write. */
async function tolerationsBelow(
  roots: readonly string[],
  workspace: Workspace,
  host: CliHost,
): Promise<readonly Toleration[]> {
  const found: Toleration[] = [];
  for (const root of roots) {
    for (const uri of (await findFiles(host.files, root, isYamlName)).files) {
      const { analysis } = await workspace.check(uri);
      for (const list of analysis?.contexts[0]?.select('**.tolerations') ?? []) {
        for (const item of list.kind === 'list' && list.site.uri === uri ? list.items : []) {
          found.push({ uri, path: formatPath(list.path), raw: toJson(item) });
        }
      }
    }
  }
  return found;
}

interface Row {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly pool: string | null;
  readonly templated: boolean;
  readonly startup: boolean;
  readonly toleratedBy: readonly { readonly file: string; readonly path: string }[];
}

function table(
  rows: readonly Row[],
  taints: readonly DeclaredTaint[],
  skipped: readonly { file: string; reason: string }[],
): string {
  const cells = rows.map((row, index) => [
    formatTaint(taints[index] ?? { key: null, value: null, effect: null }) +
      (row.startup ? ' (startup)' : '') +
      (row.templated ? ' (templated)' : ''),
    row.pool ?? '-',
    `${row.file}:${row.line}`,
    [...new Set(row.toleratedBy.map(({ file, path }) => `${file} ${path}`))].join(', ') || '-',
  ]);
  const lines = [['TAINT', 'POOL', 'DECLARED IN', 'TOLERATED BY'], ...cells];
  const widths = [0, 1, 2].map(column => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  const text = lines
    .map(line =>
      line
        .map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
  const notes = skipped.map(({ file, reason }) => `skipped ${file}: ${reason}`).join('\n');
  return `${rows.length === 0 ? 'No taints found.' : text}\n${notes === '' ? '' : `${notes}\n`}`;
}
