import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  DocumentSymbol,
  Hover,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { applied, type Client, cursor, startClient } from './client.ts';

const capabilities = {
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: {
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
    completion: { completionItem: { snippetSupport: true, insertTextModeSupport: { valueSet: [1, 2] } } },
  },
};

const repository = `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: spaces
spec:
  url: oci://xpkg.upbound.io/spaces-artifacts/spaces
  ref:
    tag: 1.17.1
`;

/** A file of several documents, whose second one holds values. */
const helmRelease = (values: string) => `${repository}---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: spaces
spec:
  chartRef:
    kind: OCIRepository
    name: spaces
  values:
${values.replace(/^(?=.)/gm, '    ')}`;

/** The values as a string inside an Argo CD Application. */
const application = (values: string, name = 'spaces') => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
spec:
  source:
    repoURL: xpkg.upbound.io/spaces-artifacts
    chart: spaces
    targetRevision: 1.17.1
    helm:
      values: |
${values.replace(/^(?=.)/gm, '        ')}`;

describe('values inside manifests', () => {
  let client: Client;
  let files = 0;
  before(async () => {
    client = await startClient({ capabilities });
  });
  after(() => client[Symbol.asyncDispose]());

  /** Opens the text in a folder of its own; `~` is the cursor. */
  async function open(marked: string) {
    files++;
    const file = `m${files}/release.yaml`;
    const { text, position } = cursor(marked.includes('~') ? marked : `${marked}~`, '~');
    client.open(file, text);
    const diagnostics = await client.published(file, 1);
    return { file, text, position, diagnostics };
  }

  async function fixed(text: string, file: string, action: CodeAction): Promise<string> {
    const { edit } = action.edit
      ? action
      : await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    const [change] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.ok(change);
    assert.equal(change.textDocument.uri, client.uri(file));
    return applied(text, change.edits as TextEdit[]);
  }

  async function actionsAt(file: string, diagnostics: readonly Diagnostic[], position: object) {
    return client.ask<CodeAction[]>('textDocument/codeAction', file, {
      range: { start: position, end: position },
      context: { diagnostics },
    });
  }

  const wrappers = { 'a HelmRelease': helmRelease, 'a string in an Application': application } as const;
  for (const [name, wrap] of Object.entries(wrappers)) {
    describe(name, () => {
      const lineOf = (text: string, word: string) => text.split('\n').findIndex(line => line.includes(word));

      it('diagnostics stand at the line and column of the key', async () => {
        const { text, diagnostics } = await open(wrap('account: acme\ncontrolPlanes:\n  ha:\n    enable: true\n'));
        assert.deepEqual(
          diagnostics.map(({ code, range: { start } }) => [code, start.line]),
          [['schema/unknown-key', lineOf(text, 'enable: true')]],
        );
        const [{ range } = { range: undefined }] = diagnostics;
        assert.equal(
          text.split('\n')[range?.start.line ?? 0]?.slice(range?.start.character, range?.end.character),
          'enable',
        );
      });

      it('hover tells what a setting is, and only there', async () => {
        const { file, text, position } = await open(wrap('account: acme\nrouter:\n  hpa:\n    ena~bled: true\n'));
        const hover = await client.ask<Hover>('textDocument/hover', file, { position });
        assert.ok(typeof hover.contents === 'object' && 'value' in hover.contents);
        assert.match(hover.contents.value, /^\*\*router\.hpa\.enabled\*\* · true or false/);
        assert.match(hover.contents.value, /Effective value: `true`, set in release\.yaml:\d+/);
        assert.equal(hover.range?.start.line, lineOf(text, 'enabled: true'));
        const outside = { line: lineOf(text, 'kind: '), character: 1 };
        assert.equal(await client.ask('textDocument/hover', file, { position: outside }), null);
      });

      it('completion offers the keys that are missing, at their indentation', async () => {
        const { file, text, position } = await open(
          wrap('account: acme\nrouter:\n  hpa:\n    enabled: true\n    ~\nscheduler: {}\n'),
        );
        const items = await client.ask<CompletionItem[]>('textDocument/completion', file, { position });
        const labels = items.map(({ label }) => label);
        assert.ok(labels.includes('minReplicas') && !labels.includes('enabled') && !labels.includes('account'));
        const replicas = items.find(({ label }) => label === 'minReplicas');
        const after = applied(text, [replicas?.textEdit as TextEdit]);
        assert.match(after, /\n( +)enabled: true\n\1minReplicas: /);
        const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', replicas);
        assert.ok(typeof resolved.documentation === 'object');
        assert.match(resolved.documentation.value, /^\*\*router\.hpa\.minReplicas\*\*/);
      });

      it('completion at the end of the values, of keys and of values', async () => {
        const { file, position } = await open(wrap('account: acme\nrouter:\n  hpa:\n    enabled: true\n    ~'));
        const keys = await client.ask<CompletionItem[]>('textDocument/completion', file, { position });
        assert.ok(keys.some(({ label }) => label === 'maxReplicas'));
        const other = await open(wrap('account: acme\nrouter:\n  hpa:\n    enabled: ~\n'));
        const values = await client.ask<CompletionItem[]>('textDocument/completion', other.file, {
          position: other.position,
        });
        assert.deepEqual(values.map(({ label }) => label).sort(), ['false', 'true']);
      });

      it('completion offers none of the settings outside of the values', async () => {
        const { file, text } = await open(wrap('account: acme\n').replace('kind: ', 'kind:  '));
        const position = { line: lineOf(text, 'kind:  '), character: 0 };
        assert.deepEqual(await client.ask('textDocument/completion', file, { position }), []);
      });

      it('a fix changes the values and nothing else', async () => {
        const { file, text, position, diagnostics } = await open(
          wrap('account: acme\ncontrolPlanes:\n  ha:\n    ena~ble: true # yes\n'),
        );
        const [rename] = await actionsAt(file, diagnostics, position);
        assert.equal(rename?.title, "Rename to 'enabled'");
        assert.equal(await fixed(text, file, rename), text.replace('enable: true', 'enabled: true'));
      });

      it('all findings of a rule are put right at once', async () => {
        const { file, text, position, diagnostics } = await open(
          wrap('account: acme\nrouter:\n  hpa:\n    enabl~d: true\n    minReplica: 2\n'),
        );
        const all = (await actionsAt(file, diagnostics, position)).find(({ title }) => title.startsWith('Fix all'));
        assert.ok(all);
        assert.equal(
          await fixed(text, file, all),
          text.replace('enabld', 'enabled').replace('minReplica:', 'minReplicas:'),
        );
      });

      it('the outline is that of the whole file', async () => {
        const { file } = await open(wrap('account: acme\n'));
        const symbols = await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', file);
        assert.ok(symbols.some(symbol => symbol.name === 'spec'));
      });
    });
  }

  describe('several releases in one file', () => {
    const two = (first: string, second: string) => `${application(first, 'one')}---\n${application(second, 'two')}`;
    const effective = async (file: string, position?: object) =>
      (
        await client.connection.sendRequest<{ text: string }>('productionValues/effective', {
          uri: client.uri(file),
          ...(position ? { position } : {}),
        })
      ).text;

    it('each has its own effective values; the first without a cursor', async () => {
      const { file, position } = await open(two('account: first\n', 'account: sec~ond\n'));
      assert.match(await effective(file), /^account: first #/m);
      assert.match(await effective(file, position), /^account: second #/m);
      const { product } = await client.connection.sendRequest<{ product?: { id: string } }>('productionValues/status', {
        uri: client.uri(file),
        position,
      });
      assert.equal(product?.id, 'spaces');
    });

    it('a fix of all puts right both', async () => {
      const { file, text, diagnostics } = await open(two('acount: first\n', 'acount: second\n'));
      assert.deepEqual(
        diagnostics.map(({ code }) => code),
        ['schema/unknown-key', 'schema/unknown-key'],
      );
      const line = text.split('\n').lastIndexOf('        acount: second');
      const all = (await actionsAt(file, diagnostics, { line, character: 10 })).find(({ title }) =>
        title.startsWith('Fix all'),
      );
      assert.ok(all);
      assert.equal(await fixed(text, file, all), text.replaceAll('acount', 'account'));
      assert.deepEqual(
        (await actionsAt(file, diagnostics, { line, character: 10 })).filter(({ title }) => title.startsWith('Rename'))
          .length,
        1,
      );
    });
  });

  it('a release is checked again when a file below its values changes', async () => {
    await using other = await startClient({
      files: {
        'chart/Chart.yaml': 'apiVersion: v2\nname: mine\nversion: 1.0.0\n',
        'chart/values.yaml': 'replicas: 1\nimage: {}\n',
        'chart/templates/a.yaml': 'n: {{ .Values.replicas }}\n',
      },
    });
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: mine }
spec:
  chart:
    spec:
      chart: ./chart
      sourceRef: { kind: GitRepository, name: this }
  values:
    replicas: 3
    image: { tag: x }
`;
    const codes = async () => (await other.published('release.yaml', 1)).map(({ code }) => code);
    other.open('release.yaml', release);
    assert.deepEqual(await codes(), ['values/unused']);
    const again = codes();
    other.write('chart/templates/b.yaml', 't: {{ .Values.image.tag }}\n');
    await other.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: other.uri('chart/templates/b.yaml'), type: 1 }],
    });
    assert.deepEqual(await again, []);
  });
});
