import { type TaintEntry, withTaintEntries } from '../core/taint/cluster.ts';
import { formatTaint } from '../core/taint/taint.ts';
import { askCluster } from '../workspace/cluster.ts';
import { join, normalize, relativeTo } from '../workspace/uri.ts';
import { configurationName } from '../workspace/values-files.ts';
import { type CliHost, UsageError } from './host.ts';
import type { TaintsOptions } from './taints.ts';

/** Prints the taints of a cluster's nodes, and with `--write` adds them to the configuration of the folder (default: this one). */
export async function clusterTaints(
  paths: readonly string[],
  { format, context, write }: TaintsOptions,
  host: CliHost,
): Promise<number> {
  const [path = '.', second] = paths;
  const folder = normalize(host.uriOf(path));
  if (second !== undefined || (await host.kindOf(folder)) !== 'folder') {
    throw new UsageError(`${second ?? path}: --cluster takes one folder, the one of ${configurationName}`);
  }
  const answer = await askCluster(host.run, context);
  if ('problem' in answer) {
    throw new UsageError(answer.problem);
  }
  const { nodes, entries } = answer;
  host.out(format === 'json' ? `${JSON.stringify({ nodes, taints: entries }, null, 2)}\n` : table(nodes, entries));
  if (write && entries.length > 0) {
    const target = join(folder, configurationName);
    const name = relativeTo(host.cwd, target) ?? target;
    host.err(`${await writeEntries(target, name, entries, host)}\n`);
  }
  return 0;
}

async function writeEntries(
  target: string,
  name: string,
  entries: readonly TaintEntry[],
  host: CliHost,
): Promise<string> {
  const file = await host.files.read(target);
  if (file && 'problem' in file) {
    throw new UsageError(`${name}: ${file.problem.message}`);
  }
  const before = file?.text ?? '';
  const after = withTaintEntries(before, entries);
  if (after === undefined) {
    throw new UsageError(`${name}: cannot be edited; nothing was changed`);
  }
  if (after === before) {
    return `${name} has all of them already.`;
  }
  await host.write(target, after);
  return `Written to ${name}.`;
}

function table(nodes: number, entries: readonly TaintEntry[]): string {
  const count = `${nodes} ${nodes === 1 ? 'node' : 'nodes'}`;
  if (entries.length === 0) {
    return `No taints on ${count}.\n`;
  }
  const rows = [
    ['TAINT', 'POOL', 'LABELS'],
    ...entries.map(({ key, value = null, effect, pool = '-', labels = {} }) => [
      formatTaint({ key, value, effect }),
      pool,
      Object.entries(labels)
        .map(([label, text]) => `${label}=${text}`)
        .join(', ') || '-',
    ]),
  ];
  const widths = [0, 1].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n\n${count}\n`;
}
