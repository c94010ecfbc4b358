import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import { hoverAt } from '../core/features/hover.ts';
import { offsetAt } from '../core/text/lines.ts';
import { rangeOf } from './convert.ts';
import { shortName } from './file-name.ts';
import { partUnder } from './part.ts';
import type { OpenFile } from './session.ts';

export function hoverFor(file: OpenFile | undefined, position: Position): Hover | null {
  const part = partUnder(file, position);
  if (!part) {
    return null;
  }
  const { analysis, document } = part;
  const hover = hoverAt(analysis, document, offsetAt(document.lines, position), shortName(document.uri));
  return hover
    ? { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: rangeOf(document.lines, hover.span) }
    : null;
}
