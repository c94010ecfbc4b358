import { isCollection, type ParsedNode, visit } from 'yaml';

/**
 * YAML wants the lines inside `{ }` and `[ ]` deeper than their key; Helm's reader does not mind, our parser does. So
 * the brackets around `at` are drawn onto one line for it, every character at its old offset. `open`: they never close,
 * or there are none. `unsafe`: they close, but drawing would change a value.
 */
export function bracketsOnOneLine(
  text: string,
  documents: readonly { readonly contents: unknown }[],
  at: number,
): { readonly drawn: string } | 'open' | 'unsafe' {
  const start = bracketBefore(documents, at);
  return start === undefined ? 'open' : drawnTogether(text, start);
}

/** Where the innermost brackets start that hold `at` or were taken to end there. */
function bracketBefore(documents: readonly { readonly contents: unknown }[], at: number): number | undefined {
  let start: number | undefined;
  for (const { contents } of documents) {
    visit(contents as ParsedNode, {
      Collection(_, node) {
        const [from, , to] = node.range ?? [0, 0, 0];
        if (isCollection(node) && node.flow && from < at && at <= to + 1) {
          start = from;
          return visit.SKIP;
        }
        return undefined;
      },
    });
  }
  return start;
}

function drawnTogether(text: string, start: number): { readonly drawn: string } | 'open' | 'unsafe' {
  const pieces: string[] = [];
  let depth = 0;
  let safe = true;
  let last = '[';
  for (let at = start; at < text.length; ) {
    const piece = pieceAt(text, at, /[[{,:]/.test(last));
    if (piece === undefined) {
      return 'open';
    }
    const first = piece.charAt(0);
    depth += first === '[' || first === '{' ? 1 : first === ']' || first === '}' ? -1 : 0;
    // A line break in a text is a blank of it (see foldedText in document.ts); escapes and blank lines mean more.
    safe &&= !(first === '"' && piece.includes('\n')) && !/\n\s*\n/.test(piece);
    pieces.push(first === '#' ? ' '.repeat(piece.length) : piece.replace(/[\r\n]/g, ' '));
    at += piece.length;
    last = first === '#' || /[ \t\r\n]/.test(first) ? last : piece.slice(-1);
    if (depth === 0) {
      return safe ? { drawn: text.slice(0, start) + pieces.join('') + text.slice(at) } : 'unsafe';
    }
  }
  return 'open';
}

/** A bracket, a comma, blanks and line breaks, a comment, or text; `quotes`: a value starts here, and may have some. */
function pieceAt(text: string, at: number, quotes: boolean): string | undefined {
  const piece = quotes
    ? /[[\]{},]|"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'|[ \t\r\n]+|(?<=\s)#[^\n]*|[^ \t\r\n[\]{},"'][^ \t\r\n[\]{},]*/y
    : /[[\]{},]|[ \t\r\n]+|(?<=\s)#[^\n]*|[^ \t\r\n[\]{},]+/y;
  piece.lastIndex = at;
  return piece.exec(text)?.[0];
}
