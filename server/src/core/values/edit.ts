import { diffLines } from 'diff';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { ValuesDocument } from './document.ts';
import { move, removeAt } from './edit-remove.ts';
import { appendItems, renameKey, rewrite, setValue } from './edit-set.ts';
import type { Operation } from './operation.ts';
import { type Path, startsWith } from './path.ts';

export { sameJson } from './edit-places.ts';

/** Re-reads a document whose text changed; embedded values need more than the plain parser, so it is handed in. */
export type Reparse = (document: ValuesDocument, text: string) => ValuesDocument;

/**
 * The smallest text edits that carry out `operations` in their order. Comments, order, quotes, indentation and line
 * breaks of everything else stay. Undefined when it cannot be done without touching more than was asked for
 * (a value shared through an anchor, a move onto an existing value, a document that does not parse).
 */
export function editsFor(
  document: ValuesDocument,
  operations: readonly Operation[],
  reparse: Reparse,
): TextEdit[] | undefined {
  if (document.problems.some(problem => problem.code === 'yaml/syntax')) {
    return undefined;
  }
  if (operations.length === 1 || pathsApart(operations)) {
    const single = operations.map(operation => editsOf(document, operation));
    if (single.some(edits => edits === undefined)) {
      return undefined;
    }
    if (placesApart(single.map(edits => edits ?? []))) {
      return single.flatMap(edits => edits ?? []);
    }
  }
  let current = document;
  for (const operation of operations) {
    const edits = editsOf(current, operation);
    if (edits === undefined) {
      return undefined;
    }
    current = reparse(current, applyEdits(current.text, edits));
    if (current.problems.some(problem => problem.code === 'yaml/syntax')) {
      return undefined;
    }
  }
  return lineEdits(document.uri, document.text, current.text);
}

/** Operations that only write, none at, above or below another's path, do not need each other's result. */
function pathsApart(operations: readonly Operation[]): boolean {
  const paths: Path[] = [];
  for (const operation of operations) {
    if (operation.op === 'move' || operation.op === 'remove' || operation.op === 'rename') {
      return false;
    }
    if (paths.some(path => startsWith(path, operation.path) || startsWith(operation.path, path))) {
      return false;
    }
    paths.push(operation.path);
  }
  return true;
}

/** Whether no group of edits writes where another one does. */
export function placesApart(groups: readonly (readonly TextEdit[])[]): boolean {
  const all = groups
    .flatMap((edits, group) => edits.map(({ span }) => ({ ...span, group })))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  return all.every((edit, index) => {
    const next = all[index + 1];
    return next === undefined || next.group === edit.group || (next.start >= edit.end && next.start !== edit.start);
  });
}

/** The difference of two texts as edits of whole lines, trimmed to what differs. */
export function lineEdits(uri: string, before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  for (const part of diffLines(before, after)) {
    const last = edits.at(-1);
    if (part.removed) {
      edits.push({ uri, span: { start: at, end: at + part.value.length }, newText: '' });
      at += part.value.length;
    } else if (part.added) {
      if (last?.span.end === at && last.newText === '' && last.span.start !== last.span.end) {
        edits[edits.length - 1] = { ...last, newText: part.value };
      } else {
        edits.push({ uri, span: { start: at, end: at }, newText: part.value });
      }
    } else {
      at += part.value.length;
    }
  }
  return edits;
}

function editsOf(document: ValuesDocument, operation: Operation): TextEdit[] | undefined {
  switch (operation.op) {
    case 'set':
      return setValue(document, operation.path, operation.value, operation.merge === true);
    case 'append':
      return appendItems(document, operation.path, operation.items);
    case 'rename':
      return renameKey(document, operation.path, operation.name);
    case 'remove':
      return removeAt(document, operation.path, []);
    case 'move':
      return move(document, operation.from, operation.to);
    case 'rewrite':
      return rewrite(document, operation.path, operation.text);
  }
}
