import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Report } from '../../server/src/cli/report.ts';
import { folderWith, productionValues } from '../support/cli.ts';

const misspelt = 'controlPlanes:\n  ha:\n    enable: true\n  k8sVersion: v1.32.13\n';

const json = (args: readonly string[], options: Parameters<typeof productionValues>[1] = {}) => {
  const outcome = productionValues(['check', '--format', 'json', ...args], options);
  assert.equal(outcome.stderr, '');
  return { ...outcome, report: JSON.parse(outcome.stdout) as Report };
};

describe('check', () => {
  it('prints the object of the contract', () => {
    const cwd = folderWith({ 'prod/values.yaml': misspelt });
    const { status, report } = json(['prod/values.yaml', '--product', 'spaces@1.17.1'], { cwd });
    const finding = report.findings.find(({ code }) => code === 'schema/unknown-key');
    assert.equal(status, 1);
    assert.equal(report.files, 1);
    assert.deepEqual(finding && { ...finding, message: undefined, url: undefined }, {
      file: 'prod/values.yaml',
      product: 'spaces@1.17.1',
      code: 'schema/unknown-key',
      severity: 'error',
      message: undefined,
      path: 'controlPlanes.ha.enable',
      line: 3,
      column: 5,
      endLine: 3,
      endColumn: 11,
      url: undefined,
      fixes: [
        {
          title: "Rename to 'enabled'",
          safety: 'safe',
          edits: [{ file: 'prod/values.yaml', line: 3, column: 5, endLine: 3, endColumn: 11, newText: 'enabled' }],
        },
      ],
    });
  });

  it('fixes in place, and the status is that of the fixed files', () => {
    const cwd = folderWith({ 'values.yaml': misspelt });
    assert.equal(productionValues(['check', '--product', 'spaces', '--fix', 'values.yaml'], { cwd }).status, 0);
    assert.equal(readFileSync(join(cwd, 'values.yaml'), 'utf8'), misspelt.replace('enable:', 'enabled:'));
  });

  it('shows a diff and writes nothing', () => {
    const cwd = folderWith({ 'values.yaml': misspelt });
    const { stdout } = productionValues(['check', '--product', 'spaces', '--diff', 'values.yaml'], { cwd });
    assert.equal(
      stdout,
      '--- a/values.yaml\n+++ b/values.yaml\n@@ -1,4 +1,4 @@\n controlPlanes:\n   ha:\n-    enable: true\n+    enabled: true\n   k8sVersion: v1.32.13\n',
    );
    assert.equal(readFileSync(join(cwd, 'values.yaml'), 'utf8'), misspelt);
  });

  it('leaves a file that needs no fix untouched', () => {
    const cwd = folderWith({ 'values.yaml': 'api:\r\n  replicaCount: 2 # two\r\n' });
    const before = statSync(join(cwd, 'values.yaml')).mtimeMs;
    productionValues(['check', '--product', 'spaces', '--fix=all', 'values.yaml'], { cwd });
    assert.equal(statSync(join(cwd, 'values.yaml')).mtimeMs, before);
  });

  it('reads standard input, under its own name or a given one', () => {
    const { report } = json(['-', '--product', 'spaces'], { input: misspelt });
    assert.equal(report.findings[0]?.file, '<stdin>');
    const named = json(['-', '--stdin-path', 'spaces/values.yaml', '--product', 'spaces'], { input: misspelt });
    assert.equal(named.report.findings[0]?.file, 'spaces/values.yaml');
    const piped = productionValues(['check', '-', '--product', 'spaces', '--fix'], { input: misspelt });
    assert.match(piped.stdout, /^controlPlanes:\n {2}ha:\n {4}enabled: true\n/);
  });

  it('reports a stack where each value was set', () => {
    const cwd = folderWith({
      'a.yaml': 'api:\n  replicaCount: two\nrouter:\n  replicaCount: x\n',
      'b.yaml': 'api:\n  replicaCount: 2\n',
    });
    const { report } = json(['--product', 'spaces', '-f', 'a.yaml', '-f', 'b.yaml'], { cwd });
    assert.deepEqual(
      report.findings.map(({ file, line, path }) => ({ file, line, path })),
      [{ file: 'a.yaml', line: 4, path: 'router.replicaCount' }],
    );
  });

  it('honours levels, --max-warnings and ignore comments', () => {
    const cwd = folderWith({
      'values.yaml': 'features:\n  alpha:\n    apollo:\n      replicaCount: 2\n',
      'quiet.yaml':
        'features:\n  alpha:\n    apollo:\n      replicaCount: 2 # production-values-ignore schema/moved-key spaces-apollo-values-moved\n',
    });
    const moved = ['--product', 'spaces', '--rule', 'spaces-apollo-values-moved=off', '--profile', 'default'];
    assert.equal(json([...moved, 'values.yaml'], { cwd }).status, 0);
    assert.equal(json([...moved, '--max-warnings', '0', 'values.yaml'], { cwd }).status, 1);
    assert.equal(json([...moved, '--rule', 'schema/moved-key=error', 'values.yaml'], { cwd }).status, 1);
    assert.equal(json([...moved, '--rule', 'schema/moved-key=off', 'values.yaml'], { cwd }).report.findings.length, 0);
    assert.deepEqual(
      json(['--product', 'spaces', 'quiet.yaml'], { cwd }).report.findings.filter(
        ({ severity }) => severity !== 'info',
      ),
      [],
    );
  });
});

describe('check, with input that is no good', () => {
  const usage: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a missing file', ['missing.yaml'], /^production-values: missing\.yaml: no such file or folder\n$/],
    ['a binary file', ['binary.yaml'], /^production-values: binary\.yaml: is a binary file, not YAML\n$/],
    [
      'a file over 5 MB',
      ['huge.yaml'],
      /^production-values: huge\.yaml: too large to be checked \(6 MB; the limit is 5 MB\)\n$/,
    ],
    ['an unknown option', ['--nope'], /^production-values: unknown option '--nope'\n$/],
    ['an unknown product', ['--product', 'space', 'values.yaml'], /^production-values: unknown product 'space'/],
    [
      'an unknown version',
      ['--product', 'spaces@newest', 'values.yaml'],
      /^production-values: unknown version 'newest' of spaces/,
    ],
    ['an unknown rule', ['--rule', 'nope=off', 'values.yaml'], /^production-values: unknown rule 'nope'/],
    [
      'a level that does not exist',
      ['--rule', 'schema/type=loud', 'values.yaml'],
      /the level must be off, info, warning or error/,
    ],
    [
      'a stack with a missing file',
      ['-f', 'values.yaml', '-f', 'gone.yaml'],
      /^production-values: gone\.yaml: no such file\n$/,
    ],
  ];
  const cwd = folderWith({
    'values.yaml': 'a: 1\n',
    'binary.yaml': new Uint8Array([97, 0, 98]),
    'huge.yaml': 'a: b\n'.repeat(1_200_000),
  });
  for (const [name, args, expected] of usage) {
    it(`${name}: status 2 and one line`, () => {
      const { status, stderr, stdout } = productionValues(['check', ...args], { cwd });
      assert.match(stderr, expected);
      assert.equal(status, 2);
      assert.equal(stdout, '');
    });
  }

  it('an unreadable file: status 2 and one line', {
    skip: process.getuid?.() === 0 ? 'root may read everything' : false,
  }, () => {
    const folder = folderWith({ 'secret.yaml': 'a: 1\n' });
    chmodSync(join(folder, 'secret.yaml'), 0);
    const { status, stderr } = productionValues(['check', 'secret.yaml'], { cwd: folder });
    assert.equal(status, 2);
    assert.match(stderr, /secret\.yaml: cannot be read/);
  });

  it('a folder: binary and large files are counted and skipped', () => {
    const folder = folderWith({ 'values.yaml': 'a: 1\n', 'values-bin.yaml': new Uint8Array([97, 0, 98]) });
    const { status, report } = json(['.'], { cwd: folder });
    assert.equal(status, 0);
    assert.equal(report.files, 1);
    assert.deepEqual(report.skipped, [{ file: 'values-bin.yaml', reason: 'is a binary file, not YAML' }]);
  });

  const quiet: readonly (readonly [string, string])[] = [
    ['an empty file', ''],
    ['only comments', '# nothing\n# here\n'],
    ['a byte order mark', '\uFEFFapi:\n  replicaCount: 2\n'],
    ['Windows line ends', 'api:\r\n  replicaCount: 2\r\n'],
  ];
  for (const [name, text] of quiet) {
    it(`${name}: no finding`, () => {
      const folder = folderWith({ 'values.yaml': text });
      const { status, report } = json(['--product', 'spaces', '--profile', 'default', 'values.yaml'], { cwd: folder });
      assert.deepEqual(report.findings, []);
      assert.equal(status, 0);
    });
  }

  const broken: readonly (readonly [string, string, string, number])[] = [
    ['a tab', 'api:\n\treplicaCount: 2\n', 'yaml/syntax', 2],
    ['a bracket that is not closed', 'api: [1\nrouter: {}\n', 'yaml/syntax', 2],
    ['a key twice', 'api:\n  replicaCount: 2\n  replicaCount: 3\n', 'yaml/duplicate-key', 3],
    ['several documents', 'api: {}\n---\nrouter: {}\n', 'yaml/several-documents', 3],
    ['no map at all', 'just words\n', 'schema/type', 1],
  ];
  for (const [name, text, code, line] of broken) {
    it(`${name}: a finding in its line, and no fix is written`, () => {
      const folder = folderWith({ 'values.yaml': text });
      const { report } = json(['--product', 'spaces', '--profile', 'default', 'values.yaml'], { cwd: folder });
      const finding = report.findings.find(found => found.code === code);
      assert.equal(finding?.line, line, JSON.stringify(report.findings));
      productionValues(['check', '--product', 'spaces', '--fix=all', 'values.yaml'], { cwd: folder });
      if (code === 'yaml/syntax') {
        assert.equal(readFileSync(join(folder, 'values.yaml'), 'utf8'), text);
      }
    });
  }

  it('a broken configuration: a finding in it, and the rest counts', () => {
    const folder = folderWith({
      '.production-values.yaml': 'rules:\n  no-such-rule: off\n  schema/type: warning\nfile: {}\n',
      'values.yaml': '# production-values: product=spaces\napi:\n  podLabels: []\n',
    });
    const { report } = json(['.'], { cwd: folder });
    assert.deepEqual(
      report.findings.map(({ file, code, severity, line }) => [file, code, severity, line]),
      [
        ['.production-values.yaml', 'config/unknown-key', 'error', 4],
        ['.production-values.yaml', 'config/unknown-rule', 'error', 2],
        ['values.yaml', 'schema/type', 'warning', 3],
      ],
    );
  });
});

describe('formats', () => {
  const cwd = folderWith({ 'values.yaml': misspelt });
  const print = (format: string) =>
    productionValues(['check', '--product', 'spaces', '--profile', 'default', '--format', format, 'values.yaml'], {
      cwd,
    }).stdout;

  it('text: a code frame and the fix', () => {
    const text = print('text');
    assert.match(
      text,
      /^error\[schema\/unknown-key\] values\.yaml:3:5\n2 \| {3}ha:\n3 \| {5}enable: true\n {2}\| {5}\^{6}\n/,
    );
    assert.match(text, /fix: Rename to 'enabled'\n/);
  });

  it('sarif', () => {
    const { runs } = JSON.parse(print('sarif')) as {
      runs: { results: { ruleId: string; locations: { physicalLocation: { region: object } }[] }[] }[];
    };
    assert.equal(runs[0]?.results[0]?.ruleId, 'schema/unknown-key');
    assert.deepEqual(runs[0]?.results[0]?.locations[0]?.physicalLocation.region, {
      startLine: 3,
      startColumn: 5,
      endLine: 3,
      endColumn: 11,
    });
  });

  it('github', () => {
    assert.match(
      print('github'),
      /^::error file=values\.yaml,line=3,endLine=3,col=5,endColumn=10,title=schema\/unknown-key::/,
    );
  });

  it('junit', () => {
    const text = print('junit');
    assert.match(text, /<testsuite name="values\.yaml" tests="1" failures="1">/);
    assert.match(text, /<failure type="error" message="[^"<]*&quot;?|<failure type="error" message="[^"<]+"/);
  });
});
