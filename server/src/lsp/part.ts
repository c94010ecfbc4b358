import type { Position } from 'vscode-languageserver';
import { partAt } from '../core/features/part-at.ts';
import { offsetAt } from '../core/text/lines.ts';
import type { Part } from '../workspace/workspace.ts';
import type { OpenFile } from './session.ts';

/** The values that the cursor stands in; undefined between the parts of a manifest. */
export function partUnder(file: OpenFile | undefined, position: Position): Part | undefined {
  const { document, parts = [] } = file?.result ?? {};
  return document && partAt(parts, offsetAt(document.lines, position));
}

/** The values that a question about a whole file is for: those under the cursor, else the first. */
export const partFor = (file: OpenFile | undefined, position: Position | undefined): Part | undefined =>
  (position && partUnder(file, position)) ?? file?.result?.parts[0];
