import { isTemplated } from '../template.ts';
import { type Datum, type DatumEntry, DEEPEST, mapDatum, type TextDatum } from './datum.ts';

/**
 * Reads JSON and the data that is written out in Jsonnet: objects, lists, strings, and the ones inside of calls, sums and
 * conditionals. Everything else is an expression. Never fails; what it cannot read it passes over.
 */
export function readJsonnet(text: string): Datum {
  const scanner: Scanner = { text, at: 0 };
  const data: Datum[] = [];
  while (scanner.at < text.length) {
    const before = scanner.at;
    const read = readValue(scanner, 0);
    if (read) {
      data.push(read);
    }
    if (scanner.at === before || isCloser(text[scanner.at])) {
      scanner.at++;
    }
  }
  return data.length === 1 && data[0]
    ? data[0]
    : { kind: 'call', name: '+', args: data, span: { start: 0, end: text.length } };
}

interface Scanner {
  readonly text: string;
  at: number;
}

const isCloser = (letter: string | undefined): boolean =>
  letter === '}' || letter === ']' || letter === ')' || letter === ',' || letter === ';';

/** One value up to `,`, `;` or the closing bracket around it. */
function readValue(scanner: Scanner, depth: number): Datum | undefined {
  skipBlank(scanner);
  const start = scanner.at;
  const parts: Datum[] = [];
  let bare = false;
  let end = start;
  while (scanner.at < scanner.text.length && !isCloser(scanner.text[scanner.at])) {
    const part = readPart(scanner, depth);
    if (part) {
      parts.push(part);
    } else {
      bare = true;
    }
    end = scanner.at;
    skipBlank(scanner);
  }
  if (end === start) {
    return undefined;
  }
  const [first] = parts;
  if (!bare && parts.length === 1 && first) {
    return first;
  }
  const raw = scanner.text.slice(start, end);
  const span = { start, end };
  const word = parts.length === 0 ? bareText(raw, span) : undefined;
  if (word) {
    return word;
  }
  const expression: Datum = { kind: 'expression', raw: raw.slice(0, 200), span };
  return parts.length === 0
    ? expression
    : { kind: 'call', name: '+', args: [...parts, ...rest(parts, bare, expression)], span };
}

/** A sum or call of written-out parts and names still has a part that is not known here. */
const rest = (parts: readonly Datum[], bare: boolean, expression: Datum): readonly Datum[] =>
  bare && !parts.some(part => part.kind === 'map' && part.entries.length > 0) ? [expression] : [];

function bareText(raw: string, span: Datum['span']): TextDatum | undefined {
  return /^(?:true|false|null|-?[\d.]+)$/.test(raw)
    ? { kind: 'text', value: raw, templated: false, span, isNull: raw === 'null' }
    : undefined;
}

/** One operand; undefined when it was a name, a number or an operator. */
function readPart(scanner: Scanner, depth: number): Datum | undefined {
  const { text } = scanner;
  const letter = text[scanner.at];
  if (letter === '"' || letter === "'") {
    return readString(scanner, letter);
  }
  if (text.startsWith('|||', scanner.at)) {
    return readTextBlock(scanner);
  }
  if ((letter === '{' || letter === '[' || letter === '(') && depth < DEEPEST) {
    return letter === '{' ? readObject(scanner, depth + 1) : readList(scanner, depth + 1, letter);
  }
  scanner.at++;
  while (/[\w.$]/.test(text[scanner.at] ?? '') && /[\w.$]/.test(letter ?? '')) {
    scanner.at++;
  }
  return undefined;
}

function readList(scanner: Scanner, depth: number, open: '[' | '('): Datum {
  const start = scanner.at++;
  const items: Datum[] = [];
  const named: DatumEntry[] = [];
  while (scanner.at < scanner.text.length) {
    skipBlank(scanner);
    const name = open === '(' ? readField(scanner, [NAMED_ARGUMENT]) : undefined;
    const item = readValue(scanner, depth);
    if (name && item) {
      named.push({ ...name, value: item });
    } else if (item) {
      items.push(item);
    }
    const letter = scanner.text[scanner.at];
    if (letter === undefined) {
      break;
    }
    scanner.at++;
    if (letter === ']' || letter === ')') {
      break;
    }
  }
  const span = { start, end: scanner.at };
  if (open === '[') {
    return { kind: 'list', items, span };
  }
  // Named arguments are like fields of an object: `makePool(extraTaints=[…])`.
  const fields: Datum[] = named.length > 0 ? [mapDatum(named, span)] : [];
  return { kind: 'call', name: '()', args: [...items, ...fields], span };
}

function readObject(scanner: Scanner, depth: number): Datum {
  const start = scanner.at++;
  const entries: DatumEntry[] = [];
  while (scanner.at < scanner.text.length) {
    skipBlank(scanner);
    const field = readField(scanner, FIELDS);
    const value = readValue(scanner, depth);
    if (field && value) {
      entries.push({ ...field, value });
    } else if (value) {
      entries.push({ name: '', nameSpan: { start: value.span.start, end: value.span.start }, value });
    }
    const letter = scanner.text[scanner.at];
    if (letter === undefined) {
      break;
    }
    scanner.at++;
    if (letter === '}') {
      break;
    }
  }
  return mapDatum(entries, { start, end: scanner.at });
}

const PLAIN_FIELD = /(?:local\s+)?([A-Za-z_]\w*)(?:\([^()]*\))?\s*(?:\+?:{1,3}|=(?!=))/y;
const NAMED_ARGUMENT = /([A-Za-z_]\w*)\s*=(?!=)/y;
const QUOTED_FIELD = /(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*\+?:{1,3}/y;
const COMPUTED_FIELD = /\[([^\]\n]{1,400})\]\s*\+?:{1,3}/y;

const FIELDS = [PLAIN_FIELD, QUOTED_FIELD, COMPUTED_FIELD];

/** `name:`, `name+:`, `"name":`, `[expression]:` and Jsonnet's visibility colons. */
function readField(scanner: Scanner, patterns: readonly RegExp[]): Omit<DatumEntry, 'value'> | undefined {
  for (const pattern of patterns) {
    pattern.lastIndex = scanner.at;
    const match = pattern.exec(scanner.text);
    const name = match?.[1] ?? match?.[2];
    if (match && name !== undefined) {
      const nameAt = scanner.at + match[0].indexOf(name);
      scanner.at += match[0].length;
      return { name, nameSpan: { start: nameAt, end: nameAt + name.length } };
    }
  }
  return undefined;
}

function readString(scanner: Scanner, quote: '"' | "'"): TextDatum {
  const { text } = scanner;
  const start = ++scanner.at;
  while (scanner.at < text.length && text[scanner.at] !== quote) {
    scanner.at += text[scanner.at] === '\\' ? 2 : 1;
  }
  const span = { start, end: Math.min(scanner.at, text.length) };
  scanner.at = Math.min(text.length, scanner.at + 1);
  const raw = text.slice(span.start, span.end);
  const value = raw.includes('\\') ? raw.replace(/\\n/g, '\n').replace(/\\(["'\\/])/g, '$1') : raw;
  return { kind: 'text', value, templated: isTemplated(raw), span, isNull: false };
}

function readTextBlock(scanner: Scanner): TextDatum {
  const { text } = scanner;
  const start = scanner.at + 3;
  const close = text.indexOf('|||', start);
  const end = close === -1 ? text.length : close;
  scanner.at = close === -1 ? text.length : close + 3;
  return { kind: 'text', value: text.slice(start, end), templated: false, span: { start, end }, isNull: false };
}

function skipBlank(scanner: Scanner): void {
  const { text } = scanner;
  for (;;) {
    const code = text.charCodeAt(scanner.at);
    if (code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d) {
      scanner.at++;
    } else if (text.startsWith('//', scanner.at) || text[scanner.at] === '#') {
      const newline = text.indexOf('\n', scanner.at);
      scanner.at = newline === -1 ? text.length : newline;
    } else if (text.startsWith('/*', scanner.at)) {
      const close = text.indexOf('*/', scanner.at + 2);
      scanner.at = close === -1 ? text.length : close + 2;
    } else {
      return;
    }
  }
}
