import {
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  type Position,
  type SelectionRange,
  SymbolKind,
} from 'vscode-languageserver';
import { foldsOf } from '../core/features/folding.ts';
import { selectionsAt } from '../core/features/selection.ts';
import { type OutlineEntry, outlineOf } from '../core/features/symbols.ts';
import { type LineIndex, offsetAt } from '../core/text/lines.ts';
import type { ValuesDocument } from '../core/values/document.ts';
import { rangeOf } from './convert.ts';

/** Outline, folding and selection of values files, from the tree that is at hand anyway. */

const kinds = {
  map: SymbolKind.Module,
  list: SymbolKind.Array,
  text: SymbolKind.String,
  number: SymbolKind.Number,
  boolean: SymbolKind.Boolean,
  null: SymbolKind.Null,
} as const;

export const symbolsOf = ({ root, lines }: ValuesDocument): DocumentSymbol[] =>
  outlineOf(root).map(entry => symbolOf(entry, lines));

const symbolOf = (
  { name, detail, kind, span, nameSpan, children }: OutlineEntry,
  lines: LineIndex,
): DocumentSymbol => ({
  name,
  detail,
  kind: kinds[kind],
  range: rangeOf(lines, span),
  selectionRange: rangeOf(lines, nameSpan),
  children: children.map(child => symbolOf(child, lines)),
});

export function foldingOf(document: ValuesDocument, limit: number | undefined): FoldingRange[] {
  return foldsOf(document)
    .slice(0, limit)
    .map(({ first, last, kind }) => ({
      startLine: first,
      endLine: last,
      ...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
    }));
}

export const selectionsOf = ({ root, text, lines }: ValuesDocument, positions: readonly Position[]): SelectionRange[] =>
  positions.map(position => {
    const [first, ...around] = selectionsAt(root, text, offsetAt(lines, position)).map(span => rangeOf(lines, span));
    const parent = around.reduceRight<SelectionRange | undefined>(
      (outer, range) => (outer ? { range, parent: outer } : { range }),
      undefined,
    );
    return { range: first ?? { start: position, end: position }, ...(parent ? { parent } : {}) };
  });
