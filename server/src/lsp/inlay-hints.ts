import type { InlayHint, Range } from 'vscode-languageserver';
import { inlayHints } from '../core/features/inlay-hints.ts';
import { offsetAt, positionAt } from '../core/text/lines.ts';
import { shortName } from './file-name.ts';
import type { OpenFile } from './session.ts';

/** The inherited values behind the lines of a range that override them. */
export function inlayHintsFor(file: OpenFile | undefined, { start, end }: Range): InlayHint[] {
  return (file?.result?.parts ?? []).flatMap(({ analysis, document }) => {
    const { lines, uri } = document;
    const span = { start: offsetAt(lines, start), end: offsetAt(lines, end) };
    return inlayHints(analysis, document, span, shortName(uri)).map(({ offset, label, origin }) => ({
      position: positionAt(lines, offset),
      label,
      tooltip: `Inherited from ${origin}`,
      paddingLeft: true,
    }));
  });
}
