import { type Findings, shifted, together } from '../finding.ts';

/** One code block of a guide: its text (lines of the same length as in the guide), where it starts, and the language it names. */
export interface CodeBlock {
  readonly text: string;
  readonly offset: number;
  readonly language: string;
}

/** Only code blocks declare; what the running text says is about taints, not a taint. */
export function readMarkdown(text: string, readBlock: (block: CodeBlock) => Findings): Findings {
  return together(codeBlocks(text).map(block => shifted(readBlock(block), block.offset)));
}

const FENCE = /^([ \t>]*)(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})[ \t]*\{?\.?([\w+-]*)/;

/** Jekyll's and Hugo's way of opening a code block. */
const HIGHLIGHT = /^\s*\{[%{]<?\s*highlight\s+"?([\w+-]*)/;
const END_HIGHLIGHT = /^\s*\{[%{]<?\s*(?:end|\/\s*)highlight/;

interface Opening {
  /** The letters that close it; empty for `highlight`. */
  readonly mark: string;
  readonly language: string;
  readonly start: number;
  readonly quoted: boolean;
}

export function codeBlocks(text: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: Opening | undefined;
  let indented: { start: number } | undefined;
  let context: Context = { blank: true, depth: 4 };
  let offset = 0;
  for (const line of text.split('\n')) {
    const end = offset + line.length + 1;
    if (open !== undefined) {
      if (closes(line, open)) {
        blocks.push(blockOf(text, open, offset));
        open = undefined;
      }
    } else {
      open = opening(line, end);
      const code: boolean = open === undefined && isIndentedCode(line, context, indented !== undefined);
      if (indented !== undefined && !code && line.trim() !== '') {
        blocks.push({ text: text.slice(indented.start, offset), offset: indented.start, language: '' });
        indented = undefined;
      } else if (code && indented === undefined) {
        indented = { start: offset };
      }
      context = code ? context : contextAfter(line, context);
    }
    offset = end;
  }
  if (open !== undefined) {
    // A block that is never closed goes on to the end.
    blocks.push(blockOf(text, open, text.length));
  }
  return indented === undefined
    ? blocks
    : [...blocks, { text: text.slice(indented.start), offset: indented.start, language: '' }];
}

/** What decides whether an indented line is code: a blank line before it, and how deep the list is that it may belong to. */
interface Context {
  readonly blank: boolean;
  readonly depth: number;
}

const indentOf = (line: string): number => {
  const white = line.slice(0, 200).match(/^[ \t]*/)?.[0] ?? '';
  return white.replace(/\t/g, '    ').length;
};

const isIndentedCode = (line: string, context: Context, already: boolean): boolean =>
  line.trim() !== '' && (context.blank || already) && indentOf(line) >= context.depth;

function contextAfter(line: string, context: Context): Context {
  if (line.trim() === '') {
    return { ...context, blank: true };
  }
  const item = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/.exec(line.slice(0, 300))?.[0];
  // Text of a list item stands under its first letter; code in it four columns deeper.
  const depth =
    item !== undefined
      ? item.replace(/\t/g, '    ').length + 4
      : indentOf(line) < context.depth - 4
        ? 4
        : context.depth;
  return { blank: false, depth };
}

function opening(line: string, start: number): Opening | undefined {
  if (line.length >= 1000) {
    return undefined;
  }
  const fence = FENCE.exec(line);
  if (fence) {
    const quoted = (fence[1] ?? '').includes('>');
    return { mark: fence[2] ?? '', language: (fence[3] ?? '').toLowerCase(), start, quoted };
  }
  const highlight = HIGHLIGHT.exec(line);
  return highlight ? { mark: '', language: (highlight[1] ?? '').toLowerCase(), start, quoted: false } : undefined;
}

function closes(line: string, open: Opening): boolean {
  if (open.mark === '') {
    return END_HIGHLIGHT.test(line);
  }
  const left = line.replace(/^[>\s]+/, '').trim();
  return left.startsWith(open.mark) && /^(?:`+|~+)$/.test(left);
}

function blockOf(text: string, open: Opening, end: number): CodeBlock {
  const body = text.slice(open.start, end);
  const unquoted = open.quoted ? body.replace(/^[ \t]*>+/gm, marks => ' '.repeat(marks.length)) : body;
  return { text: unquoted, offset: open.start, language: open.language };
}
