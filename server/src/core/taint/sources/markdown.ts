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

export function codeBlocks(text: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { mark: string; language: string; start: number; quoted: boolean } | undefined;
  let offset = 0;
  for (const line of text.split('\n')) {
    const end = offset + line.length + 1;
    const fence = line.length < 1000 ? FENCE.exec(line) : null;
    if (open === undefined && fence) {
      open = {
        mark: fence[2] ?? '```',
        language: (fence[3] ?? '').toLowerCase(),
        start: end,
        quoted: (fence[1] ?? '').includes('>'),
      };
    } else if (open && fence?.[2]?.startsWith(open.mark) && line.trim().replace(/^[>\s]+/, '') === fence[2]) {
      blocks.push(block(text, open, offset));
      open = undefined;
    }
    offset = end;
  }
  return blocks;
}

function block(text: string, open: { language: string; start: number; quoted: boolean }, end: number): CodeBlock {
  const body = text.slice(open.start, end);
  const unquoted = open.quoted ? body.replace(/^[ \t]*>+/gm, marks => ' '.repeat(marks.length)) : body;
  return { text: unquoted, offset: open.start, language: open.language };
}
