import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activate, applyAction, type Case, codeActions, open, waitForDiagnostics } from './harness.ts';

const code = 'spaces-etcd-tolerations-missing';
const codeOf = (diagnostic: vscode.Diagnostic) =>
  String(typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code);
const has = (diagnostics: readonly vscode.Diagnostic[]) => diagnostics.some(found => codeOf(found) === code);

/** Replaces a word of a file that is open in an editor. */
async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const { document } = editor;
  const start = document.getText().indexOf(from);
  assert.notEqual(start, -1, `'${from}' in ${document.uri.path}`);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
  assert.ok(await editor.edit(edit => edit.replace(range, to)));
}

export const nodePools: readonly Case[] = [
  {
    name: 'a taint in Terraform is tolerated by the fix, and the finding is back when Terraform changes',
    async run() {
      await activate();
      const { document } = await open('taints/values-production.yaml');
      const { uri } = document;
      const found = await waitForDiagnostics(uri, has);
      const diagnostic = found.find(item => codeOf(item) === code);
      assert.match(diagnostic?.message ?? '', /dedicated=etcd:NoSchedule/);
      const actions = await codeActions(
        uri,
        diagnostic?.range ?? new vscode.Range(0, 0, 0, 0),
        vscode.CodeActionKind.QuickFix,
      );
      await applyAction(actions, 'Add tolerations matching taints');
      await waitForDiagnostics(uri, diagnostics => !has(diagnostics));
      assert.match(
        document.getText(),
        /^ {4}tolerations:\n {6}- key: dedicated\n {8}operator: Equal\n {8}value: etcd\n {8}effect: NoSchedule$/m,
      );
      const terraform = await open('taints/pools.tf');
      await replace(terraform, 'value  = "etcd"', 'value  = "storage"');
      await terraform.document.save();
      const back = await waitForDiagnostics(uri, has);
      assert.match(back.find(item => codeOf(item) === code)?.message ?? '', /dedicated=storage:NoSchedule/);
      await replace(terraform, 'value  = "storage"', 'value  = "etcd"');
      await terraform.document.save();
      await waitForDiagnostics(uri, diagnostics => !has(diagnostics));
    },
  },
  {
    name: 'a taint in Terraform says who tolerates it',
    async run() {
      await activate();
      const { document } = await open('taints/pools.tf');
      const position = document.positionAt(document.getText().indexOf('dedicated"\n    value') + 2);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      const shown = hovers
        .flatMap(({ contents }) => contents.map(part => (typeof part === 'string' ? part : part.value)))
        .join('\n');
      assert.match(shown, /\*\*Taint\*\* `dedicated=etcd:NoSchedule` of `etcd`/);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      assert.match(
        lenses.map(({ command }) => command?.title ?? '').join('\n'),
        /^tolerated by \d+ of \d+ components$/,
      );
      const formatters = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatDocumentProvider',
        document.uri,
        { tabSize: 2, insertSpaces: true },
      );
      assert.deepEqual(formatters ?? [], [], 'Terraform is formatted by others');
    },
  },
];
