import { rules } from '../../core/rules/index.ts';
import { pageOf, type ReportedFinding } from '../report.ts';
import type { Format } from './index.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0: one run, with the rules that spoke and the fixes as replacements. */
export const sarif: Format = ({ findings }) => {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Production Values',
            informationUri: 'https://github.com/production-values/production-values',
            rules: codes.map(ruleOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(finding => resultOf(finding, codes.indexOf(finding.code))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function ruleOf(code: string) {
  const meta = rules.find(rule => rule.id === code)?.meta;
  return {
    id: code,
    shortDescription: { text: meta?.summary ?? code },
    ...(meta ? { help: { text: `${meta.why}\n\n${meta.remedy}` } } : {}),
    helpUri: pageOf(code),
  };
}

const regionOf = ({
  line,
  column,
  endLine,
  endColumn,
}: {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}) => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

function resultOf(finding: ReportedFinding, ruleIndex: number) {
  return {
    ruleId: finding.code,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: encodeURI(finding.file) }, region: regionOf(finding) },
        logicalLocations: finding.path === '' ? [] : [{ fullyQualifiedName: finding.path }],
      },
    ],
    fixes: finding.fixes.map(fix => ({
      description: { text: fix.title },
      artifactChanges: [...new Set(fix.edits.map(({ file }) => file))].map(file => ({
        artifactLocation: { uri: encodeURI(file) },
        replacements: fix.edits
          .filter(edit => edit.file === file)
          .map(edit => ({ deletedRegion: regionOf(edit), insertedContent: { text: edit.newText } })),
      })),
    })),
  };
}
