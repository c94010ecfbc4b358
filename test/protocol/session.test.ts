import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { startClient } from './client.ts';

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);
const typo = '# production-values: product=spaces@1.17.1\ncontrolPlanes:\n  ha:\n    enable: true\n';

describe('a session', () => {
  it('says what it can do, and ends with status 0', async () => {
    await using client = await startClient();
    const { capabilities, serverInfo } = client.initialized;
    assert.equal(serverInfo?.name, 'production-values');
    assert.equal(capabilities.diagnosticProvider, undefined);
    for (const feature of [
      'hoverProvider',
      'completionProvider',
      'codeActionProvider',
      'documentSymbolProvider',
      'foldingRangeProvider',
      'selectionRangeProvider',
      'documentFormattingProvider',
    ] as const) {
      assert.ok(capabilities[feature], feature);
    }
    assert.equal(await client.shutdown(), 0);
  });

  it('pushes diagnostics with the version of the text', async () => {
    await using client = await startClient();
    client.open('values.yaml', typo, 7);
    const [diagnostic, ...others] = await client.published('values.yaml', 7);
    assert.deepEqual(others, []);
    assert.equal(diagnostic?.source, 'production-values');
    assert.equal(diagnostic?.code, 'schema/unknown-key');
    assert.equal(diagnostic?.severity, 1);
    assert.match(diagnostic?.codeDescription?.href ?? '', /^https:.*schema-unknown-key/);
    assert.deepEqual(diagnostic?.range, { start: { line: 3, character: 4 }, end: { line: 3, character: 10 } });
    assert.deepEqual(diagnostic?.tags, [1]);
    client.change('values.yaml', typo.replace('enable:', 'enabled:'), 8);
    assert.deepEqual(await client.published('values.yaml', 8), []);
  });

  it('lets clients that can pull do so, and pushes nothing to them', async () => {
    await using client = await startClient({
      capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
    });
    client.open('values.yaml', typo);
    const report = await client.ask<DocumentDiagnosticReport>('textDocument/diagnostic', 'values.yaml');
    assert.equal(report.kind, 'full');
    assert.deepEqual(codes(report.kind === 'full' ? report.items : []), ['schema/unknown-key']);
    assert.deepEqual(client.unread(), []);
  });

  it('asks pulling clients to pull again when a file below has changed', async () => {
    await using client = await startClient({
      capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
    });
    client.open('values.yaml', 'a: 1\n');
    client.open('values-prod.yaml', 'a: 2\n');
    await client.ask('textDocument/diagnostic', 'values-prod.yaml');
    const refresh = client.next('workspace/diagnostic/refresh');
    client.change('values.yaml', 'a: 3\n', 2);
    await refresh;
  });

  it('checks an overlay again when its open base file changes', async () => {
    const overlay = '# production-values: product=spaces@1.17.1 base=base.yaml\ncontrolPlanes: {}\n';
    await using client = await startClient({ files: { 'base.yaml': 'router:\n  hpa:\n    enabled: "yes"\n' } });
    client.open('overlay.yaml', overlay);
    client.open('base.yaml', 'router:\n  hpa:\n    enabled: true\n');
    await client.published('overlay.yaml', 1);
    const text = async () =>
      (
        await client.connection.sendRequest<{ text: string }>('productionValues/effective', {
          uri: client.uri('overlay.yaml'),
        })
      ).text;
    assert.match(await text(), /enabled: true # base\.yaml:3/);
    const again = client.published('overlay.yaml', 1);
    client.change('base.yaml', '# one more line\nrouter:\n  hpa:\n    enabled: false\n', 2);
    await again;
    assert.match(await text(), /enabled: false # base\.yaml:4/);
  });

  it('checks again when the configuration file changes, on disk and in the editor', async () => {
    await using client = await startClient({
      files: { '.production-values.yaml': 'rules:\n  schema/unknown-key: off\n' },
    });
    client.open('values.yaml', typo);
    assert.deepEqual(codes(await client.published('values.yaml', 1)), []);
    client.write('.production-values.yaml', 'rules:\n  schema/unknown-key: warning\n');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('.production-values.yaml'), type: 2 }],
    });
    assert.deepEqual(codes(await client.published('values.yaml', 1)), ['schema/unknown-key']);
    client.open('.production-values.yaml', 'rules:\n  schema/unknown-key: off\n');
    assert.deepEqual(codes(await client.published('values.yaml', 1)), []);
    client.change('.production-values.yaml', 'ruls: {}\n', 2);
    assert.deepEqual(codes(await client.published('values.yaml', 1)), ['schema/unknown-key']);
    assert.deepEqual(codes(await client.published('.production-values.yaml', 2)), ['config/unknown-key']);
  });

  it('follows the settings of the client', async () => {
    await using client = await startClient({
      capabilities: { workspace: { configuration: true } },
      settings: { rules: { 'schema/unknown-key': 'info' } },
    });
    client.open('values.yaml', typo);
    assert.deepEqual(
      (await client.published('values.yaml', 1)).map(({ severity }) => severity),
      [3],
    );
    client.setSettings({ rules: { 'schema/unknown-key': 'off' } });
    assert.deepEqual(await client.published('values.yaml', 1), []);
    client.setSettings({ exclude: ['values.yaml'] });
    assert.deepEqual(await client.published('values.yaml', 1), []);
  });

  it('follows settings that the client only sends', async () => {
    await using client = await startClient();
    client.open('values.yaml', typo);
    assert.equal((await client.published('values.yaml', 1)).length, 1);
    client.setSettings({ rules: { 'schema/unknown-key': 'off' } });
    assert.deepEqual(await client.published('values.yaml', 1), []);
  });

  it('takes back what it said of a file that is closed, and reads a reopened one anew', async () => {
    await using client = await startClient();
    client.open('values.yaml', typo);
    await client.published('values.yaml', 1);
    client.close('values.yaml');
    assert.deepEqual(await client.published('values.yaml', undefined), []);
    client.open('values.yaml', 'a: 1\nb: 2\n');
    assert.deepEqual(await client.published('values.yaml', 1), []);
    const symbols = await client.ask<{ name: string }[]>('textDocument/documentSymbol', 'values.yaml');
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['a', 'b'],
    );
  });

  it('says nothing about other YAML files', async () => {
    await using client = await startClient();
    client.open('deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 1\n');
    assert.deepEqual(await client.published('deployment.yaml', 1), []);
  });

  it('answers with nothing where there is nothing, and lives on', async () => {
    await using client = await startClient();
    const position = { line: 99, character: 99 };
    assert.equal(await client.ask('textDocument/hover', 'unknown.yaml', { position }), null);
    assert.deepEqual(
      await client.ask('textDocument/codeAction', 'unknown.yaml', {
        range: { start: position, end: position },
        context: { diagnostics: [] },
      }),
      [],
    );
    assert.equal(
      await client.connection.sendRequest('productionValues/status', { uri: client.uri('unknown.yaml') }),
      null,
    );
    assert.equal(await client.connection.sendRequest('productionValues/effective', { uri: 'no uri' }), null);
    client.open('values.yaml', 'base: &b\n  <<: *b\n  x: [*b\n\t- "');
    assert.ok((await client.published('values.yaml', 1)).length > 0);
    for (const method of ['hover', 'completion']) {
      await client.ask(`textDocument/${method}`, 'values.yaml', { position });
    }
    for (const method of ['documentSymbol', 'foldingRange']) {
      await client.ask(`textDocument/${method}`, 'values.yaml');
    }
    client.change('values.yaml', 'a: 1\n', 2);
    assert.deepEqual(await client.published('values.yaml', 2), []);
    assert.deepEqual(client.log, []);
  });

  it('survives hundreds of aliases and anchors that hold themselves', async () => {
    await using client = await startClient();
    const aliases = Array.from({ length: 800 }, (_, index) => `k${index}: *b\n`).join('');
    client.open('manifest.yaml', `kind: X\napiVersion: v1\nb: &b\n  x: 1\n${aliases}`);
    await client.published('manifest.yaml', 1);
    const start = performance.now();
    const symbols = await client.ask<unknown[]>('textDocument/documentSymbol', 'manifest.yaml');
    assert.equal(symbols.length, 803);
    assert.ok(performance.now() - start < 1500, `${performance.now() - start} ms`);
    client.change('manifest.yaml', 'kind: X\napiVersion: v1\nbase: &b\n  <<: *b\n  c: 1\n', 2);
    assert.equal((await client.ask<unknown[]>('textDocument/foldingRange', 'manifest.yaml')).length, 1);
  });
});
