import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { createGuard } from '../../../server/src/lsp/guard.ts';

const { None, Cancelled } = CancellationToken;

describe('the guard around requests', () => {
  it('passes answers on', async () => {
    assert.equal(await createGuard(() => {})('x', 0, (n: number) => n + 1)(1, None), 2);
  });

  it('answers with the fallback where the handler fails, and logs each failure once', async () => {
    const log: string[] = [];
    const failure = new Error('broken');
    const handler = createGuard(message => log.push(message))('hover', null, async () => Promise.reject(failure));
    assert.equal(await handler({}, None), null);
    assert.equal(await handler({}, None), null);
    assert.equal(log.length, 1);
    assert.match(log[0] ?? '', /^hover failed: .*broken/);
  });

  it('does not begin what was cancelled, and says so', async () => {
    let ran = false;
    const answer = await createGuard(() => {})('x', 0, () => {
      ran = true;
      return 1;
    })({}, Cancelled);
    assert.ok(answer instanceof ResponseError);
    assert.equal(answer.code, LSPErrorCodes.RequestCancelled);
    assert.equal(ran, false);
  });
});
