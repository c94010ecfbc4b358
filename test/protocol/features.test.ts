import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  DocumentSymbol,
  FoldingRange,
  Hover,
  SelectionRange,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { yaml } from '../support/yaml.ts';
import { applied, type Client, cursor, startClient } from './client.ts';

const capabilities = {
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: {
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
    completion: {
      completionItem: {
        snippetSupport: true,
        tagSupport: { valueSet: [1] },
        insertTextModeSupport: { valueSet: [1, 2] },
      },
    },
  },
};

describe('features over the protocol', () => {
  let client: Client;
  let files = 0;
  before(async () => {
    client = await startClient({ capabilities });
  });
  after(() => client[Symbol.asyncDispose]());

  /** Opens the text in a folder of its own; `|` is the cursor. */
  async function open(marked: string, name = 'values.yaml') {
    files++;
    const file = `f${files}/${name}`;
    const { text, position } = cursor(marked.includes('|') ? marked : `${marked}|`);
    client.open(file, text);
    const diagnostics = await client.published(file, 1);
    return { file, text, position, diagnostics };
  }

  async function actions(marked: string, only?: readonly string[]) {
    const { file, text, position, diagnostics } = await open(marked);
    const range = { start: position, end: position };
    const found = await client.ask<CodeAction[]>('textDocument/codeAction', file, {
      range,
      context: { diagnostics, ...(only ? { only } : {}) },
    });
    return { found, text, fixed: (title: string) => fixedText(text, found, title) };
  }

  async function fixedText(text: string, found: readonly CodeAction[], title: string): Promise<string> {
    const action = found.find(candidate => candidate.title === title);
    assert.ok(action, `no '${title}' in ${found.map(candidate => candidate.title).join(', ')}`);
    const { edit } = action.edit
      ? action
      : await client.connection.sendRequest<CodeAction>('codeAction/resolve', action);
    const [change, ...others] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert.ok(change);
    assert.deepEqual(others, []);
    assert.equal(change.textDocument.version, 1);
    return applied(text, change.edits as TextEdit[]);
  }

  it('hover tells what a setting is, and what it overrides', async () => {
    const { file, position } = await open(yaml`
      # production-values: product=spaces@1.17.1
      controlPlanes:
        ha:
          ena|bled: true
    `);
    const hover = await client.ask<Hover>('textDocument/hover', file, { position });
    assert.ok(typeof hover.contents === 'object' && 'kind' in hover.contents && hover.contents.kind === 'markdown');
    assert.match(hover.contents.value, /^\*\*controlPlanes\.ha\.enabled\*\* · true or false · default `false`/);
    assert.match(hover.contents.value, /Effective value: `true`, set in values\.yaml:4/);
    assert.match(hover.contents.value, /- over `false` in defaults of spaces 1\.17\.1/);
    assert.deepEqual(hover.range, { start: { line: 3, character: 4 }, end: { line: 3, character: 11 } });
  });

  it('hover on the unknown says nothing', async () => {
    const { file, position } = await open('some: thi|ng\n');
    assert.equal(await client.ask('textDocument/hover', file, { position }), null);
  });

  it('a quick fix puts a finding right', async () => {
    const { found, fixed } = await actions(yaml`
      # production-values: product=spaces@1.17.1
      controlPlanes:
        ha:
          ena|ble: true # yes
    `);
    assert.deepEqual(
      found.map(({ title, kind, isPreferred }) => [title, kind, isPreferred ?? false]),
      [
        ["Rename to 'enabled'", 'quickfix', true],
        ["Ignore 'schema/unknown-key' here", 'quickfix', false],
      ],
    );
    assert.deepEqual(
      found.map(({ diagnostics }) => (diagnostics as Diagnostic[]).map(({ code }) => code)),
      [['schema/unknown-key'], ['schema/unknown-key']],
    );
    assert.match(await fixed("Rename to 'enabled'"), /\n {4}enabled: true # yes\n$/);
    assert.match(
      await fixed("Ignore 'schema/unknown-key' here"),
      /\n {4}# production-values-ignore-next schema\/unknown-key\n {4}enable: true # yes\n$/,
    );
  });

  it('all findings of a rule can be put right at once', async () => {
    const { fixed } = await actions(yaml`
      # production-values: product=spaces@1.17.1
      router:
        hpa:
          enabl|d: true
          minReplica: 2
    `);
    assert.equal(
      await fixed("Fix all 'schema/unknown-key' in this file"),
      yaml`
        # production-values: product=spaces@1.17.1
        router:
          hpa:
            enabled: true
            minReplicas: 2
      `,
    );
  });

  it('fix all applies the safe fixes, and comes only when it is asked for', async () => {
    const marked = yaml`
      # production-values: product=spaces@1.17.1
      |router:
        hpa:
          enabld: "true"
    `;
    assert.deepEqual(
      (await actions(marked)).found.filter(({ kind }) => kind?.startsWith('source')),
      [],
    );
    const { found, fixed } = await actions(marked, ['source.fixAll']);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ['source.fixAll.productionValues'],
    );
    assert.match(await fixed('Apply all safe fixes'), /\n {4}enabled: "?true"?\n$/);
    assert.deepEqual((await actions(marked, ['refactor'])).found, []);
  });

  async function completions(marked: string) {
    const { file, text, position } = await open(marked);
    const items = await client.ask<CompletionItem[]>('textDocument/completion', file, { position });
    return {
      text,
      items,
      labels: items.map(({ label }) => label),
      item: (label: string) => items.find(candidate => candidate.label === label),
    };
  }

  it('completion offers the keys that are missing, with a body', async () => {
    const { text, labels, item } = await completions(yaml`
      # production-values: product=spaces@1.17.1
      broken: [
      router:
        hpa:
          enabled: true
          |
    `);
    assert.deepEqual(labels.filter(label => label.endsWith('Replicas')).sort(), ['maxReplicas', 'minReplicas']);
    assert.ok(!labels.includes('enabled'));
    assert.equal(new Set(labels).size, labels.length);
    const replicas = item('minReplicas');
    assert.ok(replicas);
    assert.match(
      applied(text, [replicas.textEdit as TextEdit]),
      /\n {4}enabled: true\n {4}minReplicas: \$\{1:\d+\}\n$/,
    );
    const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', replicas);
    assert.ok(
      typeof resolved.documentation === 'object' &&
        resolved.documentation.value.startsWith('**router.hpa.minReplicas**'),
    );
  });

  it('completion offers values, that of production first', async () => {
    const { items } = await completions(
      '# production-values: product=spaces@1.17.1\nrouter:\n  hpa:\n    enabled: |\n',
    );
    const sorted = [...items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    assert.deepEqual(
      sorted.map(({ label }) => label),
      ['true', 'false'],
    );
  });

  it('completion offers snippets where they fit, without what is there already', async () => {
    const { text, items } = await completions('# production-values: product=spaces@1.17.1\ncontrolPlanes:\n  |\n');
    const ha = items.find(({ filterText }) => filterText?.includes('pv-spaces-ha'));
    assert.ok(ha);
    assert.match(applied(text, [ha.textEdit as TextEdit]), /\ncontrolPlanes:\n {2}ha:\n {4}enabled: true\n$/);
    assert.ok(!items.some(({ filterText }) => filterText?.includes('pv-kcp')));
  });

  it('completion offers nothing in block strings and comments', async () => {
    const marker = '|';
    assert.deepEqual((await completions(`# production-values: product=spaces@1.17.1\n# rou${marker}\n`)).items, []);
    const { file } = await open('# production-values: product=spaces@1.17.1\nversion: >\n  rou\n');
    assert.deepEqual(await client.ask('textDocument/completion', file, { position: { line: 2, character: 5 } }), []);
  });

  it('symbols, folding and selection follow the keys', async () => {
    const { file } = await open('# one\n# two\na:\n  b: 1\n  list:\n    - name: x\n      up: true\n\nc: text\n');
    const symbols = await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', file);
    const shown = (symbol: DocumentSymbol): string =>
      `${symbol.name}${symbol.children?.length ? `(${symbol.children.map(shown).join(' ')})` : ''}`;
    assert.equal(symbols.map(shown).join(' '), 'a(b list(x(name up))) c');
    const folds = await client.ask<FoldingRange[]>('textDocument/foldingRange', file);
    assert.deepEqual(
      folds.map(({ startLine, endLine, kind }) => [startLine, endLine, kind]),
      [
        [0, 1, 'comment'],
        [2, 6, undefined],
        [4, 6, undefined],
        [5, 6, undefined],
      ],
    );
    const [selection] = await client.ask<SelectionRange[]>('textDocument/selectionRange', file, {
      positions: [{ line: 3, character: 2 }],
    });
    const starts: string[] = [];
    for (let at = selection; at; at = at.parent) {
      starts.push(`${at.range.start.line}:${at.range.start.character}-${at.range.end.line}:${at.range.end.character}`);
    }
    assert.deepEqual(starts, ['3:2-3:3', '3:2-3:6', '3:2-6:14', '2:0-6:14', '2:0-8:7', '0:0-9:0']);
  });

  it('formatting keeps what it means', async () => {
    const { file, text } = await open('a:   1\nb:    [1,2]\n');
    const edits = await client.ask<TextEdit[]>('textDocument/formatting', file, {
      options: { tabSize: 2, insertSpaces: true },
    });
    assert.equal(applied(text, edits), 'a: 1\nb: [1, 2]\n');
  });

  it('status and effective values', async () => {
    const { file } = await open(
      '# production-values: product=spaces@1.17.1 profile=production\naccount: acme\nauthentication:\n  clientSecret: hunter2\n',
    );
    const status = await client.connection.sendRequest<{
      product?: { id: string; version: string; why: string };
      profile: string;
      products: { id: string }[];
    }>('productionValues/status', { uri: client.uri(file) });
    assert.deepEqual([status.product?.id, status.product?.version, status.profile], ['spaces', '1.17.1', 'production']);
    assert.match(status.product?.why ?? '', /comment/);
    assert.ok(status.products.some(({ id }) => id === 'kcp/kcp'));
    const { text } = await client.connection.sendRequest<{ text: string }>('productionValues/effective', {
      uri: client.uri(file),
    });
    assert.match(text, /^account: acme # values\.yaml:2$/m);
    assert.doesNotMatch(text, /hunter2/);
  });
});
