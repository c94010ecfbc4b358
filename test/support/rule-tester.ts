import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyze } from '../../server/src/core/analyze.ts';
import { applyFixes, fixesFor } from '../../server/src/core/rule/apply.ts';
import type { Finding } from '../../server/src/core/rule/finding.ts';
import type { AnyRule, Example } from '../../server/src/core/rule/rule.ts';
import { applyEdits } from '../../server/src/core/text/edit.ts';
import { parse, type ValuesDocument } from '../../server/src/core/values/document.ts';
import { type Case, snapshotOf } from './snapshot.ts';

export { yaml } from './yaml.ts';

interface Invalid extends Case {
  /** The last layer after the first fix of every finding. */
  readonly fixed?: string;
  /** Titles of all fixes of the first finding, in order. */
  readonly titles?: readonly string[];
}

interface Cases {
  /** No finding of the rule. A text is a single generic file in the production profile. */
  readonly valid: readonly (string | Case)[];
  /**
   * The findings are drawn under their lines, as the editor would: a comment line whose carets stand under the span,
   * followed by the message. The drawing is not part of the file that is checked. A prefix of the message is enough
   * when it ends in `…`.
   */
  readonly invalid: readonly (string | Invalid)[];
}

/** Tests one rule: its own examples, files without and with findings, and the files after the fix. */
export function testRule(rule: AnyRule, { valid, invalid }: Cases): void {
  describe(rule.id, () => {
    it('reports its bad example', () =>
      assert.notEqual(findingsOf(rule, exampleCase(rule.meta.examples.bad, rule)).length, 0));
    it('accepts its good example', () =>
      assert.deepEqual(messages(findingsOf(rule, exampleCase(rule.meta.examples.good, rule))), []));
    valid.forEach((test, index) => {
      const wanted = asCase(test);
      it(`valid ${index + 1}: ${title(wanted)}`, () => assert.deepEqual(messages(findingsOf(rule, wanted)), []));
    });
    invalid.forEach((item, index) => {
      const test: Invalid = asCase(item);
      it(`invalid ${index + 1}: ${title(test)}`, () => checkInvalid(rule, test));
    });
  });
}

function checkInvalid(rule: AnyRule, test: Invalid): void {
  const drawn = [test.values].flat();
  const plain = { ...test, values: drawn.map(undraw) };
  const found = findingsOf(rule, plain);
  assert.notEqual(found.length, 0, 'nothing was reported');
  const actual = drawn.map((text, layer) =>
    draw(
      undraw(text),
      found.filter(({ site }) => site.uri === String(layer)),
    ),
  );
  assert.equal(actual.join('---\n'), drawn.map((text, layer) => shortened(text, actual[layer] ?? '')).join('---\n'));
  if (test.titles) {
    assert.deepEqual(
      found[0]?.fixes().map(fix => fix.title),
      test.titles,
    );
  }
  if (test.fixed !== undefined) {
    const fixed = fix(rule, plain);
    assert.equal(fixed, test.fixed);
    const after = { ...plain, values: [...plain.values.slice(0, -1), fixed] };
    assert.deepEqual(messages(findingsOf(rule, after)), [], 'the fix must remove its finding in one pass');
    assert.equal(fix(rule, after), fixed, 'applying again must change nothing');
  }
  for (const finding of found) {
    checkFixes(finding, plain);
  }
}

/** Every fix on offer must be one that can be carried out, and leave YAML that parses. */
function checkFixes(finding: Finding, test: { readonly values: readonly string[] }): void {
  const document = parse(String(test.values.length - 1), 1, test.values.at(-1) ?? '');
  for (const worked of fixesFor(document, finding, reparse)) {
    assert.deepEqual(
      parse('fixed', 1, applyEdits(document.text, worked.edits)).problems.filter(({ code }) => code === 'yaml/syntax'),
      [],
      worked.title,
    );
  }
}

export function findingsOf(rule: AnyRule, test: Case): readonly Finding[] {
  const analysis = analyze(snapshotOf([rule], { ...test, levels: { [rule.id]: rule.meta.severity, ...test.levels } }));
  assert.deepEqual(
    analysis.crashes.map(({ error }) => error),
    [],
  );
  return analysis.findings.filter(finding => finding.code === rule.id);
}

export const reparse = (document: ValuesDocument, text: string): ValuesDocument =>
  parse(document.uri, document.version + 1, text);

function fix(rule: AnyRule, test: { readonly values: readonly string[] } & Case): string {
  const document = parse(String(test.values.length - 1), 1, test.values.at(-1) ?? '');
  const findings = findingsOf(rule, test).map(finding => ({
    ...finding,
    site: { ...finding.site, uri: document.uri },
  }));
  return applyFixes(document, findings, 'all', reparse).text;
}

/** Examples of product rules are for that product; of generic rules, for any chart. The profile is `production`. */
export function exampleCase(example: Example, rule: AnyRule): Case {
  const family = rule.meta.products.includes('helm') ? 'helm' : (rule.meta.products[0] ?? 'helm');
  const product = family === 'kcp' ? 'kcp/kcp' : family;
  return typeof example === 'string' ? { values: example, product } : { product, ...example };
}

const asCase = (test: string | Case): Case => (typeof test === 'string' ? { values: test } : test);
const messages = (findings: readonly Finding[]) => findings.map(finding => finding.message);
const title = (test: Case) =>
  undraw([test.values].flat().join('\n'))
    .split('\n')
    .filter(line => line.trim())
    .slice(0, 2)
    .join(' ')
    .slice(0, 70);

const marker = /^ *#? *\^+ .*\n/gm;
const undraw = (text: string) => text.replace(marker, '');

/** The text with each finding drawn below its first line. */
export function draw(text: string, findings: readonly Finding[]): string {
  return [...findings]
    .sort((a, b) => b.site.span.start - a.site.span.start)
    .reduce((drawn, { site, message }) => {
      const lineStart = drawn.lastIndexOf('\n', site.span.start - 1) + 1;
      const lineEnd = drawn.indexOf('\n', site.span.start) + 1 || drawn.length;
      const column = site.span.start - lineStart;
      const width = Math.max(1, Math.min(site.span.end, lineEnd - 1) - site.span.start);
      const lead = column > 0 ? `#${' '.repeat(column - 1)}` : '';
      return `${drawn.slice(0, lineEnd)}${lead}${'^'.repeat(width)} ${message}\n${drawn.slice(lineEnd)}`;
    }, text);
}

/** Where the test writes only the start of a message (`…`), the rest is taken from what was reported. */
function shortened(wanted: string, actual: string): string {
  const lines = actual.split('\n');
  return wanted
    .split('\n')
    .map((line, index) => (line.endsWith('…') && lines[index]?.startsWith(line.slice(0, -1)) ? lines[index] : line))
    .join('\n');
}
