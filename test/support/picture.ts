import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Finding } from '../../server/src/core/rule/finding.ts';
import type { AnyRule } from '../../server/src/core/rule/rule.ts';
import { draw } from './rule-tester.ts';
import { analyzeCase, type Case } from './snapshot.ts';

export { yaml } from './yaml.ts';

/**
 * A test that reads like the editor: the file with each finding drawn under its line as
 * `^^^^ severity code: message`. A message may end early with `…`.
 */
export function picture(
  title: string,
  drawn: string,
  { rules = [], ...options }: Omit<Case, 'values'> & { readonly rules?: readonly AnyRule[] },
): void {
  it(title, () => {
    const text = drawn.replace(/^#? *\^+ .*\n/gm, '');
    const { findings } = analyzeCase(rules, { profile: 'default', ...options, values: text });
    const actual = draw(text, findings.map(labelled));
    const lines = actual.split('\n');
    const wanted = drawn
      .split('\n')
      .map((line, index) => (line.endsWith('…') && lines[index]?.startsWith(line.slice(0, -1)) ? lines[index] : line))
      .join('\n');
    assert.equal(actual, wanted);
  });
}

const labelled = (finding: Finding): Finding => ({
  ...finding,
  message: `${finding.severity} ${finding.code}: ${finding.message}`,
});
