import assert from 'node:assert/strict';
import { it } from 'node:test';
import { folderWith, productionValues } from '../support/cli.ts';

const files: Record<string, string> = {};
for (const half of ['a', 'b']) {
  for (let n = 0; n < 120; n++) {
    const folder = `${half}/chart${String(n).padStart(3, '0')}`;
    files[`${folder}/values.yaml`] = `web:\n  replicas: ${n % 3}\n  resources:\n    requests:\n      memory: ${n}m\n`;
  }
}
files['b/chart050/values.yaml'] = 'web: "open\n';

interface Output {
  readonly files: number;
  readonly errors: number;
  readonly findings: readonly object[];
  readonly values: readonly object[];
}

it('checks many files in several threads as it would one after the other', () => {
  const cwd = folderWith(files);
  const check = (path: string) => {
    const { status, stdout, stderr } = productionValues(['check', path, '--format', 'json'], { cwd });
    assert.equal(stderr, '');
    return { status, output: JSON.parse(stdout) as Output };
  };
  // Either half alone is too small to be shared out.
  const [all, a, b] = [check('.'), check('a'), check('b')];
  assert.equal(all.status, 1);
  assert.equal(all.output.files, 240);
  assert.equal(all.output.errors, a.output.errors + b.output.errors);
  assert.ok(all.output.findings.length > 100);
  assert.deepEqual(all.output.findings, [...a.output.findings, ...b.output.findings]);
  assert.deepEqual(all.output.values, [...a.output.values, ...b.output.values]);
});
