import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTaintEntries } from '../../../server/src/core/taint/cluster.ts';
import { runCommand } from '../../../server/src/main/run-command.ts';
import { askCluster, type CommandOutcome } from '../../../server/src/workspace/cluster.ts';

const limits = { milliseconds: 60_000, bytes: 1_000_000 };
const node = (...args: readonly string[]) => [process.execPath, args, limits] as const;

test('a program is run without a shell, and within its limits', async () => {
  assert.deepEqual(await runCommand(...node('-p', '"$HOME"')), { kind: 'done', stdout: '$HOME\n' });
  assert.deepEqual(await runCommand('/no/such/program', [], limits), { kind: 'missing' });
  assert.deepEqual(
    await runCommand(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { ...limits, milliseconds: 200 }),
    { kind: 'too-slow' },
  );
  assert.deepEqual(
    await runCommand(process.execPath, ['-e', 'console.log("x".repeat(1e5))'], { ...limits, bytes: 1000 }),
    { kind: 'too-large' },
  );
  assert.deepEqual(await runCommand(...node('-e', 'console.error("no"); process.exit(1)')), {
    kind: 'failed',
    stderr: 'no\n',
  });
});

test('what goes wrong is said in one line', async () => {
  const problem = async (outcome: CommandOutcome) => {
    const answer = await askCluster(async () => outcome, undefined);
    return 'problem' in answer ? answer.problem : '';
  };
  assert.match(await problem({ kind: 'too-slow' }), /^kubectl gave no answer within 15 seconds/);
  assert.match(await problem({ kind: 'too-large' }), /more than 256 MB/);
  assert.equal(
    await problem({ kind: 'failed', stderr: 'a\n\u001b[31mb\u0007c\r\n\n' }),
    'kubectl cannot list the nodes: [31mb c',
  );
  assert.match(await problem({ kind: 'failed', stderr: 'x'.repeat(9_000) }), /^.{300,340}$/);
  assert.match(await problem({ kind: 'done', stdout: `${'['.repeat(2000)}` }), /list of nodes/);
});

test('an empty cluster is no problem', async () => {
  assert.deepEqual(await askCluster(async () => ({ kind: 'done', stdout: '{"kind":"List","items":[]}' }), 'a'), {
    nodes: 0,
    entries: [],
  });
});

test('a configuration that cannot be edited stays', () => {
  assert.equal(withTaintEntries('a: [\n', [{ key: 'a', effect: 'NoSchedule' }]), undefined);
  assert.equal(withTaintEntries('', []), '');
  assert.equal(
    withTaintEntries('taints: []\n', [{ key: 'a', effect: 'NoSchedule' }]),
    'taints:\n  - key: a\n    effect: NoSchedule\n',
  );
});
