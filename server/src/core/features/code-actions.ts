import { applyFixes, type FixLevel, fixesFor } from '../rule/apply.ts';
import type { Finding } from '../rule/finding.ts';
import type { TextEdit } from '../text/edit.ts';
import { lineBreakOf, lineSpanAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import { lineEdits, type Reparse } from '../values/edit.ts';

export interface Action {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The findings that it puts right, or silences. */
  readonly findings: readonly Finding[];
  readonly preferred: boolean;
}

/** The loudest first: what is wrong comes before what could be better. */
const loudness = { error: 0, warning: 1, info: 2 } as const;

/** The fixes of the findings that `span` touches, the loudest first. One that several findings offer in the same words is offered once. */
export function fixActions(
  document: ValuesDocument,
  findings: readonly Finding[],
  span: Span,
  reparse: Reparse,
): readonly Action[] {
  const actions = new Map<string, Action>();
  const loudestFirst = [...touched(document, findings, span)].sort(
    (a, b) => loudness[a.severity] - loudness[b.severity],
  );
  for (const finding of loudestFirst) {
    let safe = 0;
    for (const { title, safety, edits } of fixesFor(document, finding, reparse)) {
      safe += safety === 'safe' ? 1 : 0;
      const key = JSON.stringify([title, edits]);
      const known = actions.get(key);
      const preferred = (safety === 'safe' && safe === 1) || known?.preferred === true;
      actions.set(key, { title, edits, findings: [...(known?.findings ?? []), finding], preferred });
    }
  }
  return [...actions.values()];
}

/** "Ignore … here" for each code that `span` touches. What an ignore comment cannot silence is left out. */
export function ignoreActions(document: ValuesDocument, findings: readonly Finding[], span: Span): readonly Action[] {
  const byCode = new Map<string, Finding>();
  for (const finding of touched(document, findings, span)) {
    if (!/^(yaml\/syntax|yaml\/several|ignore\/|config\/)/.test(finding.code) && !byCode.has(finding.code)) {
      byCode.set(finding.code, finding);
    }
  }
  return [...byCode.values()].map(finding => ({
    title: `Ignore '${finding.code}' here`,
    edits: [ignoreComment(document, finding)],
    findings: [finding],
    preferred: false,
  }));
}

function ignoreComment({ uri, text }: ValuesDocument, { code, site }: Finding): TextEdit {
  const line = lineSpanAt(text, site.span.start);
  const start = text.charCodeAt(line.start) === 0xfeff ? line.start + 1 : line.start;
  const indent = /^[ \t]*/.exec(text.slice(start, line.end))?.[0] ?? '';
  return {
    uri,
    span: { start, end: start },
    newText: `${indent}# production-values-ignore-next ${code}${lineBreakOf(text)}`,
  };
}

/** The codes that `span` touches and that have a fix at several places of the file. */
export function fixableCodes(document: ValuesDocument, findings: readonly Finding[], span: Span): readonly string[] {
  const codes = new Set(touched(document, findings, span).map(({ code }) => code));
  return [...codes].filter(
    code => findings.filter(finding => finding.code === code && isFixable(document, finding)).length > 1,
  );
}

const isFixable = ({ uri }: ValuesDocument, { site, fixes }: Finding): boolean =>
  site.uri === uri && fixes().length > 0;

/** Puts right all findings of one rule in the file, each with its preferred fix. */
export const fixAllOf = (parts: readonly FixedPart[], code: string, reparse: Reparse): readonly TextEdit[] =>
  fixAll(parts, 'all', finding => finding.code === code, reparse);

/** Applies all safe fixes of the file: what "fix on save" does. */
export const fixAllSafe = (parts: readonly FixedPart[], reparse: Reparse): readonly TextEdit[] =>
  fixAll(parts, 'safe', () => true, reparse);

/** The values of a file: one document, or several in a manifest. */
export interface FixedPart {
  readonly document: ValuesDocument;
  readonly findings: readonly Finding[];
}

/** Part after part: what is fixed in one moves those behind it. */
function fixAll(
  parts: readonly FixedPart[],
  level: FixLevel,
  isMeant: (finding: Finding) => boolean,
  reparse: Reparse,
): readonly TextEdit[] {
  const [first] = parts;
  if (!first) {
    return [];
  }
  const { uri, text: before } = first.document;
  let text = before;
  for (const { document, findings } of parts) {
    const current = text === before ? document : reparse(document, text);
    text = applyFixes(current, findings.filter(isMeant), level, reparse).text;
  }
  return lineEdits(uri, before, text);
}

const touched = ({ uri }: ValuesDocument, findings: readonly Finding[], { start, end }: Span): readonly Finding[] =>
  findings.filter(({ site }) => site.uri === uri && site.span.start <= end && start <= site.span.end);
