import { positionAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import { walk } from '../values/node.ts';
import type { Finding } from './finding.ts';

/** One rule or code named in an ignore comment, and the lines it speaks for. */
interface Ignore {
  readonly code: string;
  readonly span: Span;
  readonly first: number;
  readonly last: number;
}

/**
 * `# production-values-ignore RULE…` (this line), `-ignore-next RULE…` (next line, or the block that starts there),
 * `-ignore-file RULE…`; a reason may follow after `--`. `*` stands for every rule. An ignore that silences nothing, and
 * one that names no rule there is, are findings themselves.
 */
export function suppress(
  document: ValuesDocument,
  findings: readonly Finding[],
  isCode: (code: string) => boolean,
): readonly Finding[] {
  const ignores = ignoresOf(document);
  if (ignores.length === 0) {
    return findings;
  }
  const used = new Set<Ignore>();
  const kept = findings.filter(finding => {
    if (finding.site.uri !== document.uri) {
      return true;
    }
    const { line } = positionAt(document.lines, finding.site.span.start);
    const silencers = ignores.filter(
      ({ code, first, last }) => (code === '*' || code === finding.code) && line >= first && line <= last,
    );
    for (const silencer of silencers) {
      used.add(silencer);
    }
    return silencers.length === 0;
  });
  const own = ignores.flatMap((ignore): Finding[] => {
    if (ignore.code !== '*' && !isCode(ignore.code)) {
      return [
        ignoreFinding(
          document,
          ignore,
          'ignore/unknown-rule',
          'warning',
          `There is no rule '${ignore.code}': this comment silences nothing. \`production-values rules\` lists them.`,
        ),
      ];
    }
    return used.has(ignore)
      ? []
      : [
          ignoreFinding(
            document,
            ignore,
            'ignore/unused',
            'info',
            `Nothing here reports '${ignore.code}' any more: the comment can go.`,
          ),
        ];
  });
  return [...kept, ...own];
}

const ignoreFinding = (
  document: ValuesDocument,
  { span }: Ignore,
  code: string,
  severity: Finding['severity'],
  message: string,
): Finding => ({
  code,
  severity,
  message,
  path: [],
  site: { uri: document.uri, span },
  related: [],
  tags: code === 'ignore/unused' ? ['unnecessary'] : [],
  fixes: () => [],
  replaces: [],
});

const comment = /#\s*production-values-ignore(-next|-file)?(?=[\s]|$)([^\n\r]*)/g;

function ignoresOf(document: ValuesDocument): readonly Ignore[] {
  const { text, lines } = document;
  if (!text.includes('production-values-ignore')) {
    return [];
  }
  const ignores: Ignore[] = [];
  for (const match of text.matchAll(comment)) {
    const start = match.index;
    if (!isComment(document, start)) {
      continue;
    }
    const { line } = positionAt(lines, start);
    const codes = (match[2] ?? '').split(/\s--(?:\s|$)/)[0] ?? '';
    const range =
      match[1] === '-file'
        ? [0, lines.starts.length]
        : match[1] === '-next'
          ? blockAfter(document, line)
          : [line, line];
    const listed = [...codes.matchAll(/[^\s,]+/g)];
    const offset = start + match[0].length - (match[2] ?? '').length;
    for (const word of listed) {
      const at = offset + word.index;
      ignores.push({
        code: word[0],
        span: { start: at, end: at + word[0].length },
        first: range[0] ?? line,
        last: range[1] ?? line,
      });
    }
    if (listed.length === 0) {
      ignores.push({
        code: '*',
        span: { start, end: start + match[0].trimEnd().length },
        first: range[0] ?? line,
        last: range[1] ?? line,
      });
    }
  }
  return ignores;
}

/** A `#` inside a quoted or block string is text. */
function isComment(document: ValuesDocument, offset: number): boolean {
  for (const node of document.root ? walk(document.root) : []) {
    const { span } = node.site;
    if (
      node.kind === 'scalar' &&
      span.start < offset &&
      offset < span.end &&
      node.style !== 'plain' &&
      node.site.uri === document.uri
    ) {
      return false;
    }
  }
  return true;
}

/** The line after the comment (other comments and blank lines skipped) and, when a block starts there, all of it. */
function blockAfter(document: ValuesDocument, line: number): [number, number] {
  const { text, lines } = document;
  const lineText = (at: number) => text.slice(lines.starts[at] ?? text.length, lines.starts[at + 1] ?? text.length);
  let first = line + 1;
  while (first < lines.starts.length && /^\s*(#.*)?\r?\n?$/.test(lineText(first))) {
    first++;
  }
  const start = (lines.starts[first] ?? 0) + lineText(first).search(/\S/);
  let last = first;
  for (const node of document.root ? walk(document.root) : []) {
    if (node.kind !== 'map' || node.shared) {
      continue;
    }
    for (const [, { key, value }] of node.entries) {
      const atLine =
        key.span.start === start ||
        (lineText(first).trimStart().startsWith('-') && positionAt(lines, key.span.start).line === first);
      if (atLine && key.uri === document.uri) {
        last = Math.max(last, positionAt(lines, Math.max(value.site.span.start, value.site.span.end - 1)).line);
      }
    }
  }
  return [first, last];
}
