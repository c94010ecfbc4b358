import { effectiveYaml } from '../core/features/effective.ts';
import { shortName } from './file-name.ts';
import type { OpenFile } from './session.ts';

/** The merged values as YAML, secrets hidden; null for what is no values file. */
export function effectiveFor(file: OpenFile | undefined): { readonly text: string } | null {
  const { analysis, uri } = file?.result ?? {};
  return analysis && uri !== undefined ? { text: effectiveYaml(analysis.snapshot.stack, shortName(uri), true) } : null;
}
