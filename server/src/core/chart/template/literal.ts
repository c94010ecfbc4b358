/** Go's literals inside a template action. */

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);

/** What a quoted string or a character constant stands for; undefined when an escape in it is malformed. */
export function unquote(source: string): string | undefined {
  const quote = source.charAt(0);
  const inner = source.slice(1, -1);
  if (quote === '`') {
    return inner.replaceAll('\r', '');
  }
  if (!inner.includes('\\')) {
    return inner;
  }
  let value = '';
  for (let at = 0; at < inner.length; ) {
    if (inner[at] !== '\\') {
      value += inner.charAt(at++);
      continue;
    }
    const read = readEscape(inner, at, quote);
    if (!read) {
      return undefined;
    }
    value += read.value;
    at = read.end;
  }
  return value;
}

/** Bytes above 0x7f (`\xff`, `\377`) come back as the code point of the same number: nothing here depends on them. */
function readEscape(text: string, at: number, quote: string): { value: string; end: number } | undefined {
  const letter = text.charAt(at + 1);
  const simple = letter === quote ? quote : simpleEscapes.get(letter);
  if (simple !== undefined) {
    return { value: simple, end: at + 2 };
  }
  const match = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3}))/.exec(text.slice(at, at + 10));
  if (!match) {
    return undefined;
  }
  const [whole, byte, short, long, octal] = match;
  const code = octal === undefined ? Number.parseInt(byte ?? short ?? long ?? '', 16) : Number.parseInt(octal, 8);
  const surrogate = code >= 0xd800 && code < 0xe000;
  const valid = octal !== undefined ? code <= 0xff : code <= 0x10ffff && !surrogate;
  return valid ? { value: String.fromCodePoint(code), end: at + whole.length } : undefined;
}

/** `'x'`: exactly one character. */
export function isCharacter(source: string): boolean {
  const value = unquote(source);
  return value !== undefined && [...value].length === 1 && value !== "'".repeat(2);
}

const underscored = (digits: string): string => `${digits}(?:_?${digits})*`;
const integer = new RegExp(
  `^[+-]?(?:0[xX]_?${underscored('[\\da-fA-F]')}|0[oO]_?${underscored('[0-7]')}|0[bB]_?${underscored('[01]')}|0(?:_?[0-7])*|[1-9](?:_?\\d)*)$`,
);
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const hexadecimal = /^[+-]?0[xX](?:[\da-fA-F]+(?:\.[\da-fA-F]*)?|\.[\da-fA-F]+)[pP][+-]?\d+$/;
const imaginary = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?:[+-](?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)?i$/;

/** A number that Go accepts: an integer of 64 bits, a float, or an imaginary number. */
export function isNumber(source: string): boolean {
  if (source.length > 400) {
    return false;
  }
  if (integer.test(source)) {
    return fits(source);
  }
  return decimal.test(source) ? Number.isFinite(Number(source)) : hexadecimal.test(source) || imaginary.test(source);
}

function fits(source: string): boolean {
  const digits = source.replaceAll('_', '').replace(/^[+-]/, '');
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = BigInt(octal);
  // What is too large for an integer of 64 bits is tried as a float, where a plain decimal always fits.
  return value <= 0xffff_ffff_ffff_ffffn || /^\d+$/.test(digits);
}
