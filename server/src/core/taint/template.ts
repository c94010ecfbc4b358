/**
 * Texts that a tool fills in first: Go templates, Jinja, shell and Terraform variables, placeholders of a guide.
 * A template is replaced by letters of the private use area, one for one, so that the rest parses and every offset stays.
 */
const MASK = '\uE000';
const MASKED = /\uE000/;

/** A `${…}` longer than this is taken for text that merely looks like one. */
const LONGEST_INTERPOLATION = 2000;

export const isMasked = (text: string): boolean => MASKED.test(text);

/** What stands in `text` that only another tool knows. */
export const isTemplated = (text: string): boolean =>
  MASKED.test(text) || /\{\{|\$[A-Za-z_({]|<[A-Za-z][^<>]*>|<%|%\{|%[sdqv]\b|^ENC\[/.test(text);

/** Nothing but templates: the whole value is unknown. */
export const isOnlyTemplate = (text: string): boolean =>
  /^\s*\uE000[\uE000\s]*$/.test(maskValue(text).replace(/\$[A-Za-z_]\w*|\$\d/g, MASK));

/** `mask` for a text that is a value: a template is never taken for a line that only steers. */
export const maskValue = (text: string): string => mask(`- ${text}`).slice(2);

const CONTROL_WORD =
  /^(?:if|else|end|range|with|define|block|break|continue|template|for|endfor|endif|raw|endraw|set)\b|^\/\*|^#|^\$\w*\s*:?=|^!/;

const isControl = (inner: string): boolean => CONTROL_WORD.test(inner.replace(/^[-~\s]+/, ''));

/** Replaces templates by mask letters, and what only steers a template (`{{ if … }}`, `{% … %}`) by spaces where it has its own line. */
export function mask(text: string): string {
  if (!/\{\{|\{%|\{#|\$[{(]|<%|%\{/.test(text)) {
    return text;
  }
  const parts: string[] = [];
  const unclosed = new Set<string>();
  let copied = 0;
  let at = nextOpening(text, 0);
  while (at !== -1) {
    const end = templateEnd(text, at, unclosed);
    if (end === undefined) {
      at = nextOpening(text, at + 1);
      continue;
    }
    parts.push(text.slice(copied, at), fill(text, at, end));
    copied = end;
    at = nextOpening(text, end);
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

/** The text with control templates (`{{ if … }}`) cut out wherever they stand: what remains is one of the texts it can become. */
export const withoutControl = (text: string): string =>
  text.replace(/\{\{-?([^{}]*)-?\}\}/g, (whole, inner: string) => (isControl(inner) ? '' : whole));

function nextOpening(text: string, from: number): number {
  for (let at = from; at < text.length - 1; at++) {
    const letter = text[at];
    if (letter !== '{' && letter !== '$' && letter !== '<' && letter !== '%') {
      continue;
    }
    const two = text.slice(at, at + 2);
    if (two === '{{' || two === '{%' || two === '{#' || two === '${' || two === '$(' || two === '<%' || two === '%{') {
      return at;
    }
  }
  return -1;
}

function templateEnd(text: string, at: number, unclosed: Set<string>): number | undefined {
  const opening = text.slice(at, at + 2);
  if (opening === '${' || opening === '$(' || opening === '%{') {
    return balancedEnd(text, at + 1);
  }
  const closing = opening === '{{' ? '}}' : opening === '{%' ? '%}' : opening === '{#' ? '#}' : '%>';
  // Looked for in vain once, it need not be looked for again: many openings without a closing stay cheap.
  const found = unclosed.has(closing) ? -1 : text.indexOf(closing, at + 2);
  if (found === -1) {
    unclosed.add(closing);
    return undefined;
  }
  let end = found + 2;
  while (closing === '}}' && text[end] === '}') {
    end++;
  }
  return end;
}

function balancedEnd(text: string, open: number): number | undefined {
  const closing = text[open] === '(' ? ')' : '}';
  const opening = text[open];
  const limit = Math.min(text.length, open + LONGEST_INTERPOLATION);
  let depth = 0;
  for (let at = open; at < limit; at++) {
    if (text[at] === opening) {
      depth++;
    } else if (text[at] === closing && --depth === 0) {
      return at + 1;
    } else if (depth > 20) {
      return undefined;
    }
  }
  return undefined;
}

function fill(text: string, at: number, end: number): string {
  const blank =
    text.startsWith('{%', at) || text.startsWith('{#', at) || text.startsWith('%{', at) || steersOnly(text, at, end);
  return text.slice(at, end).replace(/[^\n]/g, blank ? ' ' : MASK);
}

/** Letters of a line on either side of a template that are looked at. */
const LONGEST_STEERING = 300;

const isBlankOrTemplates = (text: string): boolean => /^\s*(?:\{\{.*\}\}\s*)?$/.test(text);

/** A template alone on its line that yields nothing, or whole lines in a place where YAML wants a key. */
function steersOnly(text: string, at: number, end: number): boolean {
  if (!text.startsWith('{{', at)) {
    return false;
  }
  const before = text.slice(Math.max(0, at - LONGEST_STEERING), at);
  const after = text.slice(end, end + LONGEST_STEERING);
  const lineBreak = before.lastIndexOf('\n');
  // Whether a template is alone is only asked of lines of ordinary length: a line of a million templates stays cheap.
  const nextBreak = after.indexOf('\n');
  if ((lineBreak === -1 && at > LONGEST_STEERING) || (nextBreak === -1 && after.length === LONGEST_STEERING)) {
    return false;
  }
  const lineStart = at - (before.length - lineBreak - 1);
  const restOfLine = nextBreak === -1 ? after : after.slice(0, nextBreak);
  const alone = isBlankOrTemplates(before.slice(lineBreak + 1)) && isBlankOrTemplates(restOfLine);
  if (!alone) {
    return false;
  }
  return isControl(text.slice(at + 2, end - 2)) || !followsKey(text, lineStart);
}

function followsKey(text: string, lineStart: number): boolean {
  const before = text.slice(Math.max(0, lineStart - 400), lineStart).trimEnd();
  const lastLine = before.slice(before.lastIndexOf('\n') + 1);
  return /:$/.test(lastLine) || (/\{\{.*\}\}$/.test(lastLine.trim()) && /:\s*\n[^\n]*$/.test(before));
}
