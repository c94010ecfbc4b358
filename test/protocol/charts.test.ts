import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  Diagnostic,
  InlayHint,
  Location,
  Range,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { applied, type Client, cursor, startClient } from './client.ts';

const files = {
  'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
  'app/values.yaml': 'replicas: 1\nimage:\n  tag: ""\n',
  'app/values-dev.yaml': 'image:\n  tag: dev\n',
  'app/templates/a.yaml': 'n: {{ .Values.replicas }}\ni: {{ .Values.image.tag }}\n',
};

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

/** `file:line text` of a place in a file. */
function drawn(client: Client, { uri, range }: Location, texts: Readonly<Record<string, string>>): string {
  const [name = '', text = ''] = Object.entries(texts).find(([file]) => client.uri(file) === uri) ?? [];
  const line = text.split('\n')[range.start.line] ?? '';
  return `${name}:${range.start.line + 1} ${line.slice(range.start.character, range.end.character)}`;
}

describe('a chart in the workspace', () => {
  const overlay = cursor('image:\n  ta~g: v1\nreplicas: 3\n', '~');
  const texts = { ...files, 'app/values-prod.yaml': overlay.text };
  const { position } = overlay;

  it('definition and references lead to defaults, overlays and templates', async () => {
    await using client = await startClient({ files });
    client.open('app/values-prod.yaml', overlay.text);
    const show = (places: readonly Location[]) => places.map(place => drawn(client, place, texts));
    assert.deepEqual(
      show(await client.ask<Location[]>('textDocument/definition', 'app/values-prod.yaml', { position })),
      ['app/values.yaml:3 tag'],
    );
    const references = await client.ask<Location[]>('textDocument/references', 'app/values-prod.yaml', {
      position,
      context: { includeDeclaration: true },
    });
    assert.deepEqual(show(references).sort(), [
      'app/templates/a.yaml:2 tag',
      'app/values-dev.yaml:2 tag',
      'app/values-prod.yaml:2 tag',
      'app/values.yaml:3 tag',
    ]);
  });

  it('references are right in a template that is being edited', async () => {
    await using client = await startClient({ files });
    const edited = `# one\n# two\n${files['app/templates/a.yaml']}`;
    client.open('app/templates/a.yaml', edited);
    client.open('app/values-prod.yaml', overlay.text);
    const references = await client.ask<Location[]>('textDocument/references', 'app/values-prod.yaml', {
      position,
      context: { includeDeclaration: true },
    });
    const shown = references.map(place => drawn(client, place, { ...texts, 'app/templates/a.yaml': edited }));
    assert.ok(shown.includes('app/templates/a.yaml:4 tag'), shown.join(', '));
  });

  it('rename changes all files at once', async () => {
    await using client = await startClient({
      files,
      capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    });
    client.open('app/values-prod.yaml', overlay.text, 5);
    const prepared = await client.ask<{ range: Range; placeholder: string }>(
      'textDocument/prepareRename',
      'app/values-prod.yaml',
      { position },
    );
    assert.deepEqual(prepared, {
      range: { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } },
      placeholder: 'tag',
    });
    const { documentChanges = [] } = await client.ask<WorkspaceEdit>('textDocument/rename', 'app/values-prod.yaml', {
      position,
      newName: 'version',
    });
    const changes = documentChanges as TextDocumentEdit[];
    const after = Object.fromEntries(
      Object.entries(texts).flatMap(([name, text]) => {
        const change = changes.find(({ textDocument }) => textDocument.uri === client.uri(name));
        return change ? [[name, applied(text, change.edits as TextEdit[])]] : [];
      }),
    );
    assert.deepEqual(after, {
      'app/values.yaml': 'replicas: 1\nimage:\n  version: ""\n',
      'app/values-dev.yaml': 'image:\n  version: dev\n',
      'app/values-prod.yaml': 'image:\n  version: v1\nreplicas: 3\n',
      'app/templates/a.yaml': 'n: {{ .Values.replicas }}\ni: {{ .Values.image.version }}\n',
    });
    const versions = changes.map(({ textDocument }) => [textDocument.uri, textDocument.version]);
    assert.deepEqual(
      versions.filter(([, version]) => version !== null),
      [[client.uri('app/values-prod.yaml'), 5]],
    );
  });

  it('rename says why not', async () => {
    await using client = await startClient({
      files: { ...files, 'app/templates/b.yaml': '{{ toYaml .Values.image }}\n' },
    });
    client.open('app/values-prod.yaml', overlay.text);
    await assert.rejects(
      client.ask('textDocument/prepareRename', 'app/values-prod.yaml', { position }),
      /templates\/b\.yaml:1 reads all of 'image'/,
    );
    client.open('spaces.yaml', '# production-values: product=spaces\naccount: x\n');
    await assert.rejects(
      client.ask('textDocument/rename', 'spaces.yaml', { position: { line: 1, character: 2 }, newName: 'b' }),
      /No chart is at hand/,
    );
  });

  it('rename leaves a chart alone that another one uses', async () => {
    await using client = await startClient({
      files: {
        ...files,
        'outer/Chart.yaml':
          'apiVersion: v2\nname: outer\nversion: 1.0.0\ndependencies:\n  - name: app\n    version: 1.0.0\n    repository: file://../app\n',
      },
    });
    client.open('app/values-prod.yaml', overlay.text);
    await assert.rejects(
      client.ask('textDocument/rename', 'app/values-prod.yaml', { position, newName: 'version' }),
      /outer\/Chart\.yaml uses this chart as a subchart/,
    );
  });

  it('inherited values are shown when the user wants it', async () => {
    await using client = await startClient({
      files,
      capabilities: { workspace: { configuration: true, inlayHint: { refreshSupport: true } } },
      settings: {},
    });
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = () => client.ask<InlayHint[]>('textDocument/inlayHint', 'app/values-prod.yaml', { range });
    client.open('app/values-prod.yaml', overlay.text);
    assert.deepEqual(await hints(), []);
    client.setSettings({ inlayHints: true });
    assert.deepEqual(
      (await hints()).map(({ label, position: at, tooltip }) => [label, at.line, at.character, tooltip]),
      [
        ['← ""', 1, 9, 'Inherited from values.yaml:3'],
        ['← 1', 2, 11, 'Inherited from values.yaml:1'],
      ],
    );
  });

  const changes: readonly (readonly [string, string, string, readonly string[], readonly string[]])[] = [
    ['a template', 'app/templates/b.yaml', '{{ .Values.extra }}\n', ['schema/unknown-key'], []],
    ['a default', 'app/values.yaml', 'replicas: 1\nextra: 1\n', ['schema/unknown-key'], ['values/unused']],
    [
      'a schema',
      'app/values.schema.json',
      '{"properties":{"extra":{"type":"boolean"}}}',
      ['schema/unknown-key'],
      ['schema/type', 'values/unused'],
    ],
    [
      'Chart.yaml',
      'app/Chart.yaml',
      'apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n  - name: extra\n    version: 1.0.0\n    repository: https://example.org\n',
      ['schema/unknown-key'],
      [],
    ],
  ];
  for (const [what, name, text, before, after] of changes) {
    it(`values are checked again when ${what} changes on disk`, async () => {
      await using client = await startClient({ files });
      client.open('app/values-prod.yaml', 'replicas: 3\nextra: 5\n');
      assert.deepEqual(codes(await client.published('app/values-prod.yaml', 1)), before);
      client.write(name, text);
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: client.uri(name), type: 2 }],
      });
      assert.deepEqual(codes(await client.published('app/values-prod.yaml', 1)).sort(), after);
    });
  }

  it('values are checked again when a template changes in the editor', async () => {
    await using client = await startClient({ files });
    client.open('app/values-prod.yaml', 'replicas: 3\nextra: 5\n');
    assert.deepEqual(codes(await client.published('app/values-prod.yaml', 1)), ['schema/unknown-key']);
    const again = client.published('app/values-prod.yaml', 1);
    client.open('app/templates/a.yaml', '{{ .Values.replicas }}{{ .Values.extra }}\n');
    assert.deepEqual(codes(await again), []);
  });
});
