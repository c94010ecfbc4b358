import type { Span } from './span.ts';

/** Replaces `span` of the document `uri` by `newText`. An empty span inserts. */
export interface TextEdit {
  readonly uri: string;
  readonly span: Span;
  readonly newText: string;
}

/** Edits that touch the same characters cannot both be applied; two insertions at one place can, in their order. */
export function overlap(a: TextEdit, b: TextEdit): boolean {
  if (a.uri !== b.uri) {
    return false;
  }
  const [first, second] = a.span.start <= b.span.start ? [a.span, b.span] : [b.span, a.span];
  return (
    second.start < first.end ||
    (first.start === second.start && first.end !== first.start && second.end !== second.start)
  );
}

/** Applies edits of one document. They may come in any order but must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index);
  let result = '';
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.span.start < at) {
      throw new Error(`overlapping edits at offset ${edit.span.start}`);
    }
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
