import type { Connection } from 'vscode-languageserver';
import { withTaintEntries } from '../core/taint/cluster.ts';
import { formatTaint } from '../core/taint/taint.ts';
import { askCluster, type RunCommand } from '../workspace/cluster.ts';
import type { Host } from '../workspace/host.ts';
import { join } from '../workspace/uri.ts';
import { configurationName } from '../workspace/values-files.ts';
import { createGuard } from './guard.ts';
import { type ClusterTaints, clusterTaintsRequest } from './protocol.ts';

/** Answers what the cluster's nodes demand, and what the folder's configuration would be with it. Writes nothing. */
export function answerClusterRequest(
  connection: Connection,
  run: RunCommand | undefined,
  host: Host,
  log: (message: string) => void,
): void {
  const guard = createGuard(log);
  connection.onRequest(
    clusterTaintsRequest,
    guard('taints of the cluster', null, ({ folder }) => clusterTaints(run, host, folder)),
  );
}

async function clusterTaints(run: RunCommand | undefined, host: Host, folder: string): Promise<ClusterTaints> {
  if (!run) {
    return { problem: 'No program can be run here: ask the cluster from VS Code on a desktop or a remote machine.' };
  }
  const answer = await askCluster(run, undefined);
  if ('problem' in answer) {
    return answer;
  }
  const uri = join(folder, configurationName);
  const file = await host.read(uri);
  if (file && 'problem' in file) {
    return { problem: `${configurationName} ${file.problem.message}.` };
  }
  const before = file?.text ?? null;
  const text = withTaintEntries(before ?? '', answer.entries);
  if (text === undefined) {
    return { problem: `${configurationName} cannot be edited: mend its syntax first.` };
  }
  const taints = answer.entries.map(({ key, value = null, effect, pool }) => {
    const taint = formatTaint({ key, value, effect });
    return pool === undefined ? taint : `${taint} (${pool})`;
  });
  return { nodes: answer.nodes, taints, uri, before, text };
}
