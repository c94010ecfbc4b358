import type { TextEdit as LspEdit, Range } from 'vscode-languageserver';
import type { TextEdit } from '../core/text/edit.ts';
import { type LineIndex, positionAt } from '../core/text/lines.ts';
import type { Span } from '../core/text/span.ts';

export const rangeOf = (lines: LineIndex, { start, end }: Span): Range => ({
  start: positionAt(lines, start),
  end: positionAt(lines, end),
});

export const lspEdit = (lines: LineIndex, { span, newText }: TextEdit): LspEdit => ({
  range: rangeOf(lines, span),
  newText,
});
