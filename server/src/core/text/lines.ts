import type { Span } from './span.ts';

/** Line starts of one text, for turning offsets into positions and back. Lines and characters are 0-based, UTF-16. */
export interface LineIndex {
  readonly starts: readonly number[];
  readonly length: number;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

export function lineIndexOf(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return { starts, length: text.length };
}

export function positionAt(index: LineIndex, offset: number): Position {
  const wanted = Math.max(0, Math.min(offset, index.length));
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= wanted) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return { line: low, character: wanted - (index.starts[low] ?? 0) };
}

export function offsetAt(index: LineIndex, position: Position): number {
  const start = index.starts[position.line];
  if (start === undefined) {
    return index.length;
  }
  const end = index.starts[position.line + 1] ?? index.length;
  return Math.min(start + position.character, end);
}

/** The line that holds `offset`, without its line break. */
export function lineSpanAt(text: string, offset: number): Span {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const end = newline === -1 ? text.length : newline;
  return { start, end: text[end - 1] === '\r' && end > start ? end - 1 : end };
}

/** The offset just after the line break that ends the line of `offset`, or the end of the text. */
export function nextLineStart(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline + 1;
}

/** The offset at which the line of `offset` starts, behind a byte order mark. */
export const lineStartAt = (text: string, offset: number): number => {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? Math.min(1, text.length) : start;
};

/** How many characters stand before `offset` on its line; a byte order mark is none. */
export const columnAt = (text: string, offset: number): number => Math.max(0, offset - lineStartAt(text, offset));

/** The line break this text uses; `\n` when it has none. */
export const lineBreakOf = (text: string): '\n' | '\r\n' => (/\r\n/.test(text.slice(0, 65_536)) ? '\r\n' : '\n');
