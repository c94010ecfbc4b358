import { type TaintEntry, taintEntries } from '../core/taint/cluster.ts';
import { readNodeDump } from '../core/taint/read.ts';

/** Runs a program without a shell. Only ever called because the user asked for it. */
export type RunCommand = (
  command: string,
  args: readonly string[],
  limits: { readonly milliseconds: number; readonly bytes: number },
) => Promise<CommandOutcome>;

export type CommandOutcome =
  | { readonly kind: 'done'; readonly stdout: string }
  /** There is no such program. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'failed'; readonly stderr: string };

export type ClusterAnswer =
  | { readonly nodes: number; readonly entries: readonly TaintEntry[] }
  /** Why there is no answer: a sentence of one line. */
  | { readonly problem: string };

const limits = { milliseconds: 15_000, bytes: 256 * 1024 * 1024 };

/** Asks the cluster that `kubectl` is set up for, or the one of `context`, for the taints and labels of its nodes. */
export async function askCluster(run: RunCommand, context: string | undefined): Promise<ClusterAnswer> {
  const chosen = context === undefined ? [] : [`--context=${context}`];
  const outcome = await run('kubectl', ['get', 'nodes', '-o', 'json', ...chosen], limits);
  if (outcome.kind !== 'done') {
    return { problem: problemOf(outcome) };
  }
  const file = readNodeDump('cluster.json', outcome.stdout);
  const nodes = file.pools.length;
  return nodes === 0 && !/"items"\s*:/.test(outcome.stdout)
    ? { problem: 'kubectl did not answer with a list of nodes.' }
    : { nodes, entries: taintEntries(file) };
}

function problemOf(outcome: Exclude<CommandOutcome, { kind: 'done' }>): string {
  switch (outcome.kind) {
    case 'missing':
      return 'kubectl was not found: install it, or put it on the PATH.';
    case 'too-slow':
      return `kubectl gave no answer within ${limits.milliseconds / 1000} seconds: is the cluster up, and reachable from here?`;
    case 'too-large':
      return 'kubectl answered with more than 256 MB: name the node pools in .production-values.yaml by hand.';
    case 'failed':
      return `kubectl cannot list the nodes: ${lastLine(outcome.stderr)}`;
  }
}

/** What a program says last is mostly why it failed. */
function lastLine(text: string): string {
  const lines = text
    .slice(-4_000)
    .split(/[\r\n]+/)
    .map(line => line.replace(/\p{Cc}+/gu, ' ').trim())
    .filter(line => line !== '');
  return (lines.at(-1) ?? 'it does not say why').slice(0, 300);
}
