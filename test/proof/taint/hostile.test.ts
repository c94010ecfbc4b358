import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayHoldTaints, readTaints } from '../../../server/src/core/taint/read.ts';
import { MAX_TAINT_FILE_BYTES } from '../../../server/src/core/taint/taint.ts';
import { loadHcl } from '../../support/hcl.ts';

const hcl = await loadHcl();

/** As long as a fortieth of the largest file that is read: what grows faster than the text shows all the same. */
const long = (part: string): string => part.repeat(Math.floor(MAX_TAINT_FILE_BYTES / 40 / part.length));

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghijk'
    .split('')
    .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[at]}`).join(', ')}]`),
  'taints: *k',
  '',
].join('\n');

const texts: readonly (readonly [string, string, string])[] = [
  ['an alias bomb', 'a.yaml', bomb],
  ['openings without end', 'a.yaml', `taints: ${long('{{')}`],
  ['templates in one line', 'a.yaml', `taints: ${long('{{a}} ')}`],
  ['many pools', 'a.yaml', `nodeGroups:\n${long('- {name: a, taints: [{key: a, effect: NoSchedule}]}\n')}`],
  ['interpolations without end', 'a.yaml', `taints: ${long('$'.concat('{a '))}`],
  ['brackets without end', 'a.yaml', `taints: ${long('[')}`],
  ['lists in lists', 'a.yaml', `taints: ${long('- ')}`],
  ['a line of taints', 'a.yaml', `taints: ${long('k=v:NoSchedule,')}`],
  ['broken blocks', 'a.yaml', `x: [\n${long('taints:\n  - key: a\n')}`],
  ['one map of everything', 'a.yaml', long('taints:\n  - key: a\n    effect: NoSchedule\n')],
  ['a tower of blocks', 'a.tf', `${'a {\n'.repeat(10_000)}taint {}\n${'}\n'.repeat(10_000)}`],
  ['brackets in HCL', 'a.tf', `taints = ${long('[')}`],
  ['quotes', 'a.sh', `kubectl taint nodes ${long('"')}`],
  ['options', 'a.sh', long('--node-taints=a=b:NoSchedule ')],
  ['options in lines', 'a.sh', long(`${'--node-taints=$'.concat('{a}=b:NoSchedule ').repeat(400)}\n`)],
  ['continuations', 'a.sh', `kubectl taint ${long('\\\n')}`],
  ['here-documents', 'a.sh', long('cat <<EOF\ntaints: a\n')],
  ['fences', 'a.md', long('```\ntaints: a\n```\n')],
  ['quotation marks', 'a.md', `taint\n${long('> > ')}`],
  ['fields without values', 'a.jsonnet', `taints${long('"a": ')}`],
  ['calls in calls', 'a.jsonnet', `taints ${long('a(b')}`],
  ['keys with dots', 'a.toml', `[settings.kubernetes.node-taints]\n${long('a.')}`],
];

for (const [what, uri, text] of texts) {
  test(`bounded: ${what}`, () => {
    const start = performance.now();
    readTaints(uri, text, hcl);
    assert.ok(performance.now() - start < 20_000, `took ${Math.round(performance.now() - start)} ms`);
  });
}

test('what is not read says so', () => {
  assert.equal(readTaints('a.md', 'taint'.padEnd(MAX_TAINT_FILE_BYTES + 1)).skipped, 'larger than 2 MB');
  assert.equal(readTaints('a.tf', 'taints = []').skipped, 'no reader for HCL');
  assert.match(readTaints('a.tf', `taints = ${'['.repeat(2000)}`, hcl).skipped ?? '', /too deep/);
});

test('names of JavaScript’s own are ordinary keys', () => {
  const file = readTaints(
    'a.yaml',
    '__proto__:\n  taints:\n    constructor: "v:NoSchedule"\n    toString: ":NoExecute"\n',
  );
  assert.deepEqual(
    file.taints.map(({ key }) => key),
    ['constructor', 'toString'],
  );
});

test('files that cannot hold a taint are not read', () => {
  assert.equal(mayHoldTaints('src/a.go', 'taints: [a=b:NoSchedule]'), false);
  assert.equal(mayHoldTaints('a.yaml', 'kind: Deployment'), false);
  assert.equal(mayHoldTaints('a.yaml', 'taints: []'), true);
  assert.equal(mayHoldTaints('kube.tf.example', 'taints = []'), true);
  assert.equal(mayHoldTaints('sub/.production-values.yaml', 'x: 1'), true);
});
