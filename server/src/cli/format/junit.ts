import type { ReportedFinding } from '../report.ts';
import type { Format } from './index.ts';

/** JUnit XML: a test suite for each file, a failure for each error and warning; notes are passed cases with output. */
export const junit: Format = ({ findings, files }) => {
  const byFile = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  }
  const failing = (list: readonly ReportedFinding[]) => list.filter(({ severity }) => severity !== 'info').length;
  const suites = [...byFile].map(
    ([file, list]) =>
      `  <testsuite name="${escaped(file)}" tests="${list.length}" failures="${failing(list)}">\n${list.map(caseOf).join('')}  </testsuite>\n`,
  );
  const total = Math.max(files, findings.length);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="production-values" tests="${total}" failures="${failing(findings)}">\n${suites.join('')}</testsuites>\n`;
};

function caseOf({ code, path, file, line, column, message, severity }: ReportedFinding): string {
  const where = `${file}:${line}:${column}`;
  const body =
    severity === 'info'
      ? `<system-out>${escaped(`${where} ${message}`)}</system-out>`
      : `<failure type="${severity}" message="${escaped(message)}">${escaped(where)}</failure>`;
  return `    <testcase classname="${escaped(code)}" name="${escaped(path === '' ? where : path)}">${body}</testcase>\n`;
}

const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\n/g, '&#10;');
