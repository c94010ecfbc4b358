import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { linesIn } from '../core/features/lines-in.ts';
import { pageOf } from '../core/features/rule-url.ts';
import type { Finding } from '../core/rule/finding.ts';
import type { LineIndex } from '../core/text/lines.ts';
import type { FileResult } from '../workspace/workspace.ts';
import { rangeOf } from './convert.ts';

export const source = 'production-values';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;
const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** What there is to say about a file. `clientUri` gives the client's own spelling of an address. */
export function diagnosticsOf(result: FileResult, clientUri: (uri: string) => string): Diagnostic[] {
  if (result.problem) {
    const start = { line: 0, character: 0 };
    return [
      {
        range: { start, end: start },
        severity: DiagnosticSeverity.Information,
        source,
        message: `This file ${result.problem.message}.`,
      },
    ];
  }
  const { document, parts } = result;
  if (!document) {
    return [];
  }
  const linesOf = linesIn(parts.map(({ analysis }) => analysis));
  return result.findings.map(finding => diagnosticOf(finding, document.lines, linesOf, clientUri));
}

export function diagnosticOf(
  finding: Finding,
  lines: LineIndex,
  linesOf: (uri: string) => LineIndex | undefined,
  clientUri: (uri: string) => string,
): Diagnostic {
  const related = finding.related.flatMap(({ site, message }) => {
    const index = linesOf(site.uri);
    return index ? [{ location: { uri: clientUri(site.uri), range: rangeOf(index, site.span) }, message }] : [];
  });
  return {
    range: rangeOf(lines, finding.site.span),
    severity: severities[finding.severity],
    source,
    code: finding.code,
    codeDescription: { href: pageOf(finding.code) },
    message: finding.message,
    ...(finding.tags.length > 0 ? { tags: finding.tags.map(tag => tags[tag]) } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}
