import pc from 'picocolors';
import type { ReportedFinding } from '../report.ts';
import type { Format } from './index.ts';

/** For people: each finding with the lines it stands in, and the fixes on offer. */
export const text: Format = (report, { colors, textOf }) => {
  const color = pc.createColors(colors);
  const paint = { error: color.red, warning: color.yellow, info: color.cyan };
  const blocks = report.findings.map(finding => {
    const head = `${paint[finding.severity](finding.severity)}${color.dim(`[${finding.code}]`)} ${color.bold(`${finding.file}:${finding.line}:${finding.column}`)}`;
    const fixes = finding.fixes.map(
      fix => `  ${color.green('fix')}${fix.safety === 'safe' ? '' : color.dim(' (changes what runs)')}: ${fix.title}`,
    );
    return [
      head,
      ...frame(finding, textOf(finding.file), color, paint[finding.severity]),
      ...wrap(finding.message, 100).map(line => `  ${line}`),
      ...fixes,
      '',
    ].join('\n');
  });
  const skipped =
    report.skipped.length === 0
      ? []
      : [
          color.dim(
            `${count(report.skipped.length, 'file')} skipped: ${report.skipped
              .slice(0, 5)
              .map(({ file, reason }) => `${file} (${reason})`)
              .join(', ')}`,
          ),
        ];
  const fixable = report.findings.filter(({ fixes }) => fixes.length > 0);
  const safe = fixable.filter(({ fixes }) => fixes.some(fix => fix.safety === 'safe')).length;
  const offer =
    fixable.length === 0
      ? []
      : [
          `${count(fixable.length, 'finding')} can be fixed: ${safe} with --fix, all with --fix=all; --diff shows the change first.`,
        ];
  const total =
    report.findings.length === 0
      ? color.green(`No findings in ${count(report.files, 'values file')}.`)
      : `${paint.error(count(report.errors, 'error'))}, ${paint.warning(count(report.warnings, 'warning'))}, ${paint.info(count(report.infos, 'note'))} in ${count(report.files, 'values file')}.`;
  return `${[...blocks, ...skipped, total, ...offer].join('\n')}\n`;
};

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

type Colors = ReturnType<typeof pc.createColors>;

/** The line before, the line itself with carets below it, cut to what fits. */
function frame(
  finding: ReportedFinding,
  source: string | undefined,
  color: Colors,
  paint: (text: string) => string,
): readonly string[] {
  if (source === undefined) {
    return [];
  }
  const lines = source.split('\n').map(line => line.replace(/\r$/, '').replace(/\t/g, ' '));
  const width = String(finding.line).length;
  const shown = (line: number) =>
    `${color.dim(`${String(line).padStart(width)} |`)} ${(lines[line - 1] ?? '').slice(0, 160)}`;
  const text = lines[finding.line - 1] ?? '';
  const end = finding.endLine === finding.line ? finding.endColumn : text.length + 1;
  const carets = '^'.repeat(Math.max(1, Math.min(end - finding.column, 161 - finding.column)));
  const before = finding.line > 1 && (lines[finding.line - 2] ?? '').trim() !== '' ? [shown(finding.line - 1)] : [];
  return [
    ...before,
    shown(finding.line),
    `${' '.repeat(width)} ${color.dim('|')} ${' '.repeat(Math.min(finding.column - 1, 160))}${paint(carets)}`,
  ];
}

export function wrap(message: string, width: number): readonly string[] {
  return message.split('\n').flatMap(paragraph => {
    const lines: string[] = [''];
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1) ?? '';
      if (last !== '' && last.length + 1 + word.length > width) {
        lines.push(word);
      } else {
        lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
      }
    }
    return lines;
  });
}
