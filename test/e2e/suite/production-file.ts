import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activate, applyAction, type Case, codeActions, open, waitForDiagnostics } from './harness.ts';

const file = 'production/values.yaml';

const codesOf = (diagnostics: readonly vscode.Diagnostic[]) =>
  diagnostics.map(({ code }) => (typeof code === 'object' ? String(code.value) : String(code)));

const has = (code: string) => (diagnostics: readonly vscode.Diagnostic[]) => codesOf(diagnostics).includes(code);
const hasNot = (code: string) => (diagnostics: readonly vscode.Diagnostic[]) => !codesOf(diagnostics).includes(code);

async function openProduction(): Promise<vscode.TextEditor> {
  await activate();
  const editor = await open(file);
  await waitForDiagnostics(editor.document.uri, has('spaces-ha-disabled'));
  return editor;
}

/** The actions offered on the first diagnostic with this code. */
async function actionsFor({ document }: vscode.TextEditor, code: string): Promise<readonly vscode.CodeAction[]> {
  const diagnostic = vscode.languages.getDiagnostics(document.uri).find(found => codesOf([found])[0] === code);
  assert.ok(diagnostic, `a diagnostic ${code}`);
  return codeActions(document.uri, diagnostic.range, vscode.CodeActionKind.QuickFix);
}

const section = (document: vscode.TextDocument, from: string, to: string): string => {
  const text = document.getText();
  return text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)));
};

export const productionFile: readonly Case[] = [
  {
    name: 'what is wrong is drawn where it is written',
    async run() {
      const { document } = await openProduction();
      const diagnostics = vscode.languages.getDiagnostics(document.uri);
      const drawn = diagnostics.map(({ range, source, code }) => ({
        line: document.lineAt(range.start).text.trim(),
        text: document.getText(range),
        source,
        code: typeof code === 'object' ? code.value : code,
      }));
      const misplaced = drawn.find(({ code }) => code === 'spaces-controller-resources-misplaced');
      assert.deepEqual(misplaced, {
        line: 'resources:  # from the scaling guide',
        text: 'resources',
        source: 'production-values',
        code: 'spaces-controller-resources-misplaced',
      });
      assert.equal(drawn.find(({ code }) => code === 'schema/unknown-key')?.text, 'maxReplica');
    },
  },
  {
    name: 'hover tells what a setting does, what production needs, and where its value comes from',
    async run() {
      const { document } = await openProduction();
      const position = document.positionAt(document.getText().indexOf('ha:\n    enabled') + 'ha:\n    ena'.length);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      const text = hovers
        .flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value)))
        .join('\n');
      assert.match(text, /controlPlanes\.ha\.enabled/);
      assert.match(text, /In production/);
      assert.match(text, /values\.yaml:\d+/);
    },
  },
  {
    name: 'the toleration fix adds what the nodes demand, and the finding goes',
    async run() {
      const editor = await openProduction();
      const { document } = editor;
      await applyAction(await actionsFor(editor, 'spaces-etcd-tolerations-missing'), 'Add tolerations matching taints');
      await waitForDiagnostics(document.uri, hasNot('spaces-etcd-tolerations-missing'));
      assert.equal(
        section(document, '    persistence:', '  vcluster:'),
        [
          '    persistence:',
          '      size: 50Gi',
          '      storageClassName: gp3',
          '    tolerations:',
          '      - key: target',
          '        operator: Equal',
          '        value: etcd',
          '        effect: NoSchedule',
          '',
        ].join('\n'),
      );
    },
  },
  {
    name: 'the high availability fix sets replicas, autoscaling and HA at their places',
    async run() {
      const editor = await openProduction();
      const { document } = editor;
      await applyAction(await actionsFor(editor, 'spaces-ha-disabled'), 'Enable high availability');
      await waitForDiagnostics(document.uri, hasNot('spaces-ha-disabled'));
      const text = document.getText();
      assert.match(text, /^ {2}ha:\n {4}enabled: true$/m);
      assert.match(text, /^api:\n {2}replicaCount: 2$/m);
      assert.match(text, /^apollo:\n {2}apollo:\n {4}replicaCount: 2$/m);
      assert.match(text, /# Dedicated nodes with fast disks, see nodes\.yaml\./);
    },
  },
  {
    name: 'all safe problems are fixed at once, the others stay',
    async run() {
      const { document } = await openProduction();
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      const actions = await codeActions(
        document.uri,
        whole,
        vscode.CodeActionKind.SourceFixAll.append('productionValues'),
      );
      assert.equal(actions.length, 1);
      await applyAction(actions, /safe/i);
      const left = await waitForDiagnostics(document.uri, hasNot('schema/unknown-key'));
      assert.ok(has('spaces-ha-disabled')(left));
      assert.match(document.getText(), /^controller:\n {2}controller:\n {4}resources: {2}# from the scaling guide$/m);
      assert.match(document.getText(), /^ {4}maxReplicas: 8$/m);
    },
  },
  {
    name: 'the affinity snippet lands at the right indentation',
    async run() {
      const editor = await openProduction();
      const { document } = editor;
      const line = document.getText().split('\n').indexOf('  vcluster:');
      const at = new vscode.Position(line + 1, 0);
      await editor.edit(edit => edit.insert(at, '    \n'));
      const cursor = new vscode.Position(line + 1, 4);
      editor.selection = new vscode.Selection(cursor, cursor);
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        cursor,
      );
      const snippet = list.items.find(
        ({ label, insertText, kind }) =>
          kind === vscode.CompletionItemKind.Snippet &&
          insertText instanceof vscode.SnippetString &&
          /affinity/i.test(typeof label === 'string' ? label : label.label),
      );
      assert.ok(snippet?.insertText instanceof vscode.SnippetString, 'an affinity block is offered here');
      // As VS Code takes it from the list: the item says whether its text is indented already.
      const options = { undoStopBefore: true, undoStopAfter: true, keepWhitespace: snippet.keepWhitespace ?? false };
      await editor.insertSnippet(snippet.insertText, cursor, options);
      assert.match(section(document, '  vcluster:', '    resources:'), /^ {2}vcluster:\n {4}affinity:\n {6}\w+:\n/);
      const after = await waitForDiagnostics(document.uri, diagnostics => hasNot('yaml/syntax')(diagnostics));
      assert.deepEqual(
        after.filter(
          ({ severity, message }) => severity === vscode.DiagnosticSeverity.Error && /affinity/.test(message),
        ),
        [],
      );
    },
  },
  {
    name: 'the outline, folds and formatting come from the YAML service',
    async run() {
      const { document } = await openProduction();
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      assert.deepEqual(
        symbols.map(({ name }) => name),
        ['externalTLS', 'controlPlanes', 'controller', 'router'],
      );
      const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
        'vscode.executeFoldingRangeProvider',
        document.uri,
      );
      assert.ok(folds.length >= 4);
      await vscode.commands.executeCommand('editor.action.formatDocument');
      assert.match(document.getText(), /^ {2}resources: # from the scaling guide$/m);
    },
  },
];
