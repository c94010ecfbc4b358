import type { Position } from 'vscode-languageserver';
import { effectiveYaml } from '../core/features/effective.ts';
import { shortName } from './file-name.ts';
import { partFor } from './part.ts';
import type { OpenFile } from './session.ts';

/** The merged values as YAML, secrets hidden; null for what is no values file. */
export function effectiveFor(file: OpenFile | undefined, position?: Position): { readonly text: string } | null {
  const part = partFor(file, position);
  return part ? { text: effectiveYaml(part.analysis.snapshot.stack, shortName(part.document.uri), true) } : null;
}
