import type { Position } from 'vscode-languageserver';
import { productChoices, type Workspace } from '../workspace/workspace.ts';
import { partFor } from './part.ts';
import type { FileStatus, ProductChoice } from './protocol.ts';
import type { OpenFile } from './session.ts';

/** What a status item shows of a file; null for what is not open. */
export async function statusFor(
  file: OpenFile | undefined,
  workspace: Workspace,
  clientUri: (uri: string) => string,
  position?: Position,
): Promise<FileStatus | null> {
  if (!file) {
    return null;
  }
  const products = await choicesOf(workspace);
  const analysis = partFor(file, position)?.analysis;
  const source = analysis?.snapshot.settings[0];
  if (!analysis || !source) {
    return { layers: [], profile: 'default', products };
  }
  const { chart, title, version, why } = source;
  return {
    product: { id: chart.id, title, why, ...(version === undefined ? {} : { version }) },
    layers: analysis.snapshot.stack.layers.slice(0, -1).map(({ uri }) => clientUri(uri)),
    profile: analysis.snapshot.profile,
    products,
  };
}

const choicesOf = ({ assets }: Workspace): Promise<readonly ProductChoice[]> =>
  Promise.all(
    productChoices().map(async ({ id, title }) => ({
      id,
      title,
      versions: (await assets.table(id)).versions.filter(version => !version.includes('+')).toReversed(),
    })),
  );
