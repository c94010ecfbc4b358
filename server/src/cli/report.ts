import { pageOf } from '../core/features/rule-url.ts';
import { reparse } from '../core/manifest/reparse.ts';
import { fixesFor } from '../core/rule/apply.ts';
import type { Finding } from '../core/rule/finding.ts';
import type { Severity } from '../core/rule/rule.ts';
import type { SettingsSource } from '../core/schema/settings.ts';
import { type LineIndex, positionAt } from '../core/text/lines.ts';
import type { Span } from '../core/text/span.ts';
import type { ValuesDocument } from '../core/values/document.ts';
import { formatPath } from '../core/values/path.ts';
import type { Part } from '../workspace/workspace.ts';

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

/** A values document: a file, or values inside a manifest. */
export interface ReportedValues {
  readonly file: string;
  readonly embeddedAt?: string;
  /** The charts or resources whose settings apply, below `path`, and how that is known. */
  readonly products: readonly { readonly product: string; readonly path: string; readonly why: string }[];
  readonly profile: string;
  /** What lies below it, lowest first. */
  readonly layers: readonly string[];
}

export interface Report {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly findings: readonly ReportedFinding[];
  /** What each values document was judged by, and why. */
  readonly values: readonly ReportedValues[];
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

export function reportedValues({ document, analysis }: Part, nameOf: (uri: string) => string): ReportedValues {
  const { settings, profile, stack } = analysis.snapshot;
  return {
    file: nameOf(document.uri),
    ...(document.embeddedAt === undefined ? {} : { embeddedAt: document.embeddedAt }),
    products: settings.map(source => ({
      product: productName(source),
      path: formatPath(source.prefix),
      why: source.why,
    })),
    profile,
    layers: stack.layers
      .slice(0, -1)
      .map(({ uri, embeddedAt }) => `${nameOf(uri)}${embeddedAt === undefined ? '' : ` ${embeddedAt}`}`),
  };
}

/** `spaces@1.17.1`. */
export const productName = ({ chart, version }: SettingsSource): string =>
  version === undefined ? chart.id : `${chart.id}@${version}`;

export function summarize(
  files: number,
  findings: readonly ReportedFinding[],
  values: readonly ReportedValues[],
  skipped: Report['skipped'],
): Report {
  const count = (severity: Severity) => findings.filter(finding => finding.severity === severity).length;
  return { files, errors: count('error'), warnings: count('warning'), infos: count('info'), findings, values, skipped };
}
