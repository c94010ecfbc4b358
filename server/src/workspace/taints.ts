import type { LiteralTaint } from '../core/config/configuration.ts';
import type { DeclaredTaint } from '../core/taint/taint.ts';
import type { Host } from './host.ts';

/** The taints that files of the workspace declare. */
export interface Taints {
  readonly declared: (uri: string, configured: readonly (string | LiteralTaint)[], folder: string, globs: readonly string[]) => Promise<readonly DeclaredTaint[]>;
  readonly changed: (uri: string) => void;
}

export function createTaints(_host: Host, _roots: readonly string[], _more: readonly string[]): Taints {
  return { declared: async () => [], changed: () => {} };
}
