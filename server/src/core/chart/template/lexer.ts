import type { Span } from '../../text/span.ts';

export type TokenKind =
  | 'text'
  | 'comment'
  | 'open'
  | 'close'
  | 'keyword'
  | 'identifier'
  | 'boolean'
  | 'field'
  | 'dot'
  | 'variable'
  | 'string'
  | 'raw-string'
  | 'character'
  | 'number'
  | 'declare'
  | 'assign'
  | 'pipe'
  | 'open-paren'
  | 'close-paren'
  | 'other'
  | 'error'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly span: Span;
  /** As written; of an `error`, the message; of a `field`, with its dot. */
  readonly text: string;
  /** White space stands before it, inside the action. */
  readonly spaced: boolean;
}

const keywords: ReadonlySet<string> = new Set([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'nil',
  'range',
  'template',
  'with',
]);

/**
 * The tokens of a template, as Go's text/template/parse tells them apart. An action that cannot be read gives an
 * `error` token and ends at its `}}`, at the next `{{`, or at the end of its line; reading goes on behind it.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trimmed = false;
  const ends: Ends = { comment: text.lastIndexOf('*/'), raw: text.lastIndexOf('`') };
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const from = trimmed ? skipSpace(text, at) : at;
    const found = open === -1 ? text.length : open;
    const trimsLeft = open !== -1 && text[open + 2] === '-' && isSpace(text[open + 3]);
    const to = trimsLeft ? trimEnd(text, from, found) : found;
    if (from < to) {
      tokens.push({ kind: 'text', span: { start: from, end: to }, text: text.slice(from, to), spaced: false });
    }
    if (open === -1) {
      break;
    }
    const inside = open + (trimsLeft ? 4 : 2);
    const action = text.startsWith('/*', inside)
      ? readComment(text, open, inside, ends, tokens)
      : readAction(text, open, inside, ends, tokens);
    at = action.end;
    trimmed = action.trims;
  }
  tokens.push({ kind: 'end', span: { start: text.length, end: text.length }, text: '', spaced: false });
  return tokens;
}

/** The last end of a comment and of a raw string: behind them nobody needs to look for one. */
interface Ends {
  readonly comment: number;
  readonly raw: number;
}

interface Behind {
  readonly end: number;
  /** The white space behind the action goes away. */
  readonly trims: boolean;
}

/** `}}`, or ` -}}`, at this offset. */
function closeAt(text: string, at: number): Behind | undefined {
  if (isSpace(text[at]) && text.startsWith('-}}', at + 1)) {
    return { end: at + 4, trims: true };
  }
  return text.startsWith('}}', at) ? { end: at + 2, trims: false } : undefined;
}

function readComment(text: string, open: number, inside: number, ends: Ends, tokens: Token[]): Behind {
  const stop = inside + 2 > ends.comment ? -1 : text.indexOf('*/', inside + 2);
  const close = stop === -1 ? undefined : closeAt(text, stop + 2);
  if (close) {
    tokens.push({ kind: 'comment', span: { start: open, end: close.end }, text: '', spaced: false });
    return close;
  }
  const message =
    stop === -1 ? 'This comment is not closed: */ is missing.' : 'A comment must end with */}} or */ -}}.';
  return recover(text, open, Math.max(inside, stop + 2), message, tokens);
}

function recover(text: string, start: number, at: number, message: string, tokens: Token[]): Behind {
  const end = endOfBroken(text, at);
  tokens.push({ kind: 'error', span: { start, end: Math.max(start, end) }, text: message, spaced: false });
  return { end, trims: false };
}

/** Behind the next `}}`, before the next `{{`, or at the end of the line when neither follows. */
function endOfBroken(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    const pair = text.slice(end, end + 2);
    if (pair === '}}' || pair === '{{') {
      return pair === '}}' ? end + 2 : end;
    }
  }
  const line = text.indexOf('\n', at);
  return line === -1 ? text.length : line;
}

function readAction(text: string, open: number, inside: number, ends: Ends, tokens: Token[]): Behind {
  tokens.push({ kind: 'open', span: { start: open, end: inside }, text: '{{', spaced: false });
  let at = inside;
  let depth = 0;
  for (;;) {
    const close = closeAt(text, at);
    const start = close ? at : skipSpace(text, at);
    const spaced = start > at;
    // White space in front of `-}}` belongs to the marker.
    const ending = close ?? (spaced ? (closeAt(text, start - 1) ?? closeAt(text, start)) : undefined);
    if (ending) {
      if (depth > 0) {
        tokens.push(errorAt(start, ending.end, 'A parenthesis is not closed in this action.'));
      }
      tokens.push({ kind: 'close', span: { start, end: ending.end }, text: '}}', spaced });
      return ending;
    }
    if (start >= text.length || text.startsWith('{{', start)) {
      tokens.push(errorAt(open, start, 'This action is not closed: }} is missing.'));
      return { end: start, trims: false };
    }
    const token = readToken(text, start, spaced, ends);
    if (token.kind === 'error') {
      return recover(text, start, token.span.end, token.text, tokens);
    }
    depth += token.kind === 'open-paren' ? 1 : token.kind === 'close-paren' ? -1 : 0;
    if (depth < 0) {
      return recover(text, start, token.span.end, 'This parenthesis closes nothing.', tokens);
    }
    tokens.push(token);
    at = token.span.end;
  }
}

const errorAt = (start: number, end: number, message: string): Token => ({
  kind: 'error',
  span: { start, end },
  text: message,
  spaced: false,
});

const punctuation: ReadonlyMap<string, TokenKind> = new Map([
  ['=', 'assign'],
  ['|', 'pipe'],
  ['(', 'open-paren'],
  [')', 'close-paren'],
]);

function readToken(text: string, start: number, spaced: boolean, ends: Ends): Token {
  const first = text.charAt(start);
  const token = (kind: TokenKind, end: number): Token => ({
    kind,
    span: { start, end },
    text: text.slice(start, end),
    spaced,
  });
  const mark = punctuation.get(first);
  if (mark) {
    return token(mark, start + 1);
  }
  switch (first) {
    case ':':
      return text[start + 1] === '='
        ? token('declare', start + 2)
        : errorAt(start, start + 1, "':=' was expected here.");
    case '"':
    case "'":
      return readQuoted(text, start, first, token);
    case '`': {
      const end = start >= ends.raw ? -1 : text.indexOf('`', start + 1);
      return end === -1 ? errorAt(start, start + 1, 'This raw string is not closed.') : token('raw-string', end + 1);
    }
    case '$':
      return readName(text, start, token, 'variable');
    case '.':
      if (!/\d/.test(text.charAt(start + 1))) {
        return readName(text, start, token, 'field');
      }
      break;
  }
  if (/[-+.\d]/.test(first)) {
    const end = numberEnd(text, start);
    return end === undefined ? errorAt(start, start + 1, 'This is not a number.') : token('number', end);
  }
  if (isWordAt(text, start)) {
    return readName(text, start, token, 'identifier');
  }
  return /[ -~]/.test(first)
    ? token('other', start + 1)
    : errorAt(start, start + 1, 'This character cannot stand in an action.');
}

function readQuoted(text: string, start: number, quote: string, token: (kind: TokenKind, end: number) => Token): Token {
  const kind = quote === '"' ? 'string' : 'character';
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === quote) {
      return token(kind, at + 1);
    }
    if (text[at] === '\\') {
      at++;
      if (at >= text.length || text[at] === '\n') {
        break;
      }
    }
  }
  return errorAt(start, start + 1, kind === 'string' ? 'This string is not closed.' : 'This character is not closed.');
}

/** A field, a variable, a keyword, a function: each must be followed by something that ends a word. */
function readName(
  text: string,
  start: number,
  token: (kind: TokenKind, end: number) => Token,
  kind: 'field' | 'variable' | 'identifier',
): Token {
  const end = wordEnd(text, kind === 'identifier' ? start : start + 1);
  if (end < text.length && !/[ \t\r\n.,|:()]/.test(text.charAt(end)) && !text.startsWith('}}', end)) {
    return errorAt(start, end + 1, `'${text.charAt(end)}' cannot stand directly behind '${text.slice(start, end)}'.`);
  }
  if (kind === 'field') {
    return token(end === start + 1 ? 'dot' : 'field', end);
  }
  if (kind === 'variable') {
    return token('variable', end);
  }
  const word = text.slice(start, end);
  return token(keywords.has(word) ? 'keyword' : word === 'true' || word === 'false' ? 'boolean' : 'identifier', end);
}

function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) {
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
  }
  return /^[\p{L}\p{Nd}]$/u.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWordAt(text, at)) {
    at += text.charCodeAt(at) >= 0xd800 && text.charCodeAt(at) < 0xdc00 ? 2 : 1;
  }
  return at;
}

/** The end of what Go's lexer takes as one number, well formed or not; undefined when a word runs into it. */
function numberEnd(text: string, start: number): number | undefined {
  const end = scanNumber(text, start);
  if (isWordAt(text, end)) {
    return undefined;
  }
  if (text[end] !== '+' && text[end] !== '-') {
    return end;
  }
  const imaginary = scanNumber(text, end);
  return !isWordAt(text, imaginary) && text[imaginary - 1] === 'i' ? imaginary : undefined;
}

function scanNumber(text: string, start: number): number {
  const pattern =
    /[-+]?(?:0[xX][\da-fA-F_]*(?:\.[\da-fA-F_]*)?(?:[pP][-+]?[\d_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?[\d_]*)?)i?/y;
  pattern.lastIndex = start;
  return start + (pattern.exec(text)?.[0].length ?? 0);
}

const isSpace = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || character === '\r' || character === '\n';

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) {
    at++;
  }
  return at;
}

function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isSpace(text[end - 1])) {
    end--;
  }
  return end;
}
