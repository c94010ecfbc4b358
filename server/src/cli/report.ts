import { pageOf } from '../core/features/rule-url.ts';
import { reparse } from '../core/manifest/reparse.ts';
import { fixesFor } from '../core/rule/apply.ts';
import type { Finding } from '../core/rule/finding.ts';
import type { Severity } from '../core/rule/rule.ts';
import { type LineIndex, positionAt } from '../core/text/lines.ts';
import type { Span } from '../core/text/span.ts';
import type { ValuesDocument } from '../core/values/document.ts';
import { formatPath } from '../core/values/path.ts';

export { pageOf };

/** One finding as every output format sees it; the JSON format prints it as it is. Lines and columns are 1-based, ends exclusive. */
export interface ReportedFinding extends Range {
  readonly file: string;
  readonly product: string | null;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly embeddedAt?: string;
  readonly url: string;
  readonly fixes: readonly ReportedFix[];
}

export interface ReportedFix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly (Range & { readonly file: string; readonly newText: string })[];
}

export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Report {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly findings: readonly ReportedFinding[];
  /** Files found by searching a folder that were not read. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

export function rangeOf(lines: LineIndex, span: Span): Range {
  const [start, end] = [positionAt(lines, span.start), positionAt(lines, span.end)];
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** `document` is the file that the finding stands in. */
export function reportedFinding(
  finding: Finding,
  document: ValuesDocument,
  product: string | null,
  nameOf: (uri: string) => string,
): ReportedFinding {
  const fixes = fixesFor(document, finding, reparse).map(({ title, safety, edits }) => ({
    title,
    safety,
    edits: edits.map(({ uri, span, newText }) => ({ file: nameOf(uri), ...rangeOf(document.lines, span), newText })),
  }));
  return {
    file: nameOf(finding.site.uri),
    product,
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    path: formatPath(finding.path),
    ...(document.embeddedAt === undefined ? {} : { embeddedAt: document.embeddedAt }),
    ...rangeOf(document.lines, finding.site.span),
    url: pageOf(finding.code),
    fixes,
  };
}

export function summarize(files: number, findings: readonly ReportedFinding[], skipped: Report['skipped']): Report {
  const count = (severity: Severity) => findings.filter(finding => finding.severity === severity).length;
  return { files, errors: count('error'), warnings: count('warning'), infos: count('info'), findings, skipped };
}
