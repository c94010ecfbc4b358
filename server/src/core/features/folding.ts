import { positionAt } from '../text/lines.ts';
import type { ValuesDocument } from '../values/document.ts';
import { childrenOf, type ValueNode } from '../values/node.ts';

/** Lines, 0-based, both included. */
export interface Fold {
  readonly first: number;
  readonly last: number;
  readonly kind: 'block' | 'comment';
}

/** What can be folded: values that go on below the line of their key, list items, and comments of several lines. */
export function foldsOf(document: ValuesDocument): readonly Fold[] {
  const folds: Fold[] = [];
  const visit = (node: ValueNode, first: number): void => {
    if (node.shared) {
      return;
    }
    const last = lastLineOf(document, node);
    if (last > first) {
      folds.push({ first, last, kind: 'block' });
    }
    if (node.kind === 'map') {
      for (const { key, value } of node.entries.values()) {
        visit(value, positionAt(document.lines, key.span.start).line);
      }
    } else {
      for (const item of childrenOf(node)) {
        visit(item, positionAt(document.lines, item.site.span.start).line);
      }
    }
  };
  for (const [, entry] of document.root?.kind === 'map' ? document.root.entries : []) {
    visit(entry.value, positionAt(document.lines, entry.key.span.start).line);
  }
  for (const item of document.root?.kind === 'list' ? document.root.items : []) {
    visit(item, positionAt(document.lines, item.site.span.start).line);
  }
  return onePerLine([...folds, ...commentsOf(document.text)]);
}

/** The last line with a character of the value: a block's span reaches into the blank lines behind it. */
function lastLineOf({ text, lines }: ValuesDocument, { site: { span } }: ValueNode): number {
  let { end } = span;
  while (end > span.start && /\s/.test(text.charAt(end - 1))) {
    end--;
  }
  return positionAt(lines, end).line;
}

/** Runs of two or more lines that hold nothing but comments. */
function commentsOf(text: string): readonly Fold[] {
  const folds: Fold[] = [];
  let first = -1;
  const lines = text.split('\n');
  for (let line = 0; line <= lines.length; line++) {
    const isComment = /^[ \t]*#/.test(lines[line] ?? '');
    if (isComment && first === -1) {
      first = line;
    } else if (!isComment && first !== -1) {
      if (line - 1 > first) {
        folds.push({ first, last: line - 1, kind: 'comment' });
      }
      first = -1;
    }
  }
  return folds;
}

/** A line begins one fold: the widest. */
function onePerLine(folds: readonly Fold[]): readonly Fold[] {
  const widest = new Map<number, Fold>();
  for (const fold of folds) {
    const known = widest.get(fold.first);
    if (!known || known.last < fold.last) {
      widest.set(fold.first, fold);
    }
  }
  return [...widest.values()].sort((a, b) => a.first - b.first);
}
