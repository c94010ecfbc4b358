import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { clusterTaintsRequest } from './protocol.ts';

/** Asks the cluster for the taints of its nodes, shows them, and writes them to the configuration if the user agrees. */
export async function importTaints(client: BaseLanguageClient): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    await vscode.window.showErrorMessage(
      'Trust this workspace first: kubectl is run with the settings of your machine.',
    );
    return;
  }
  const folder = await chooseFolder();
  if (folder === undefined || client.state !== State.Running) {
    return;
  }
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Asking kubectl for the nodes of the cluster …' },
    () => client.sendRequest(clusterTaintsRequest, { folder: client.code2ProtocolConverter.asUri(folder.uri) }),
  );
  if (answer === null || 'problem' in answer) {
    await vscode.window.showErrorMessage(answer?.problem ?? 'The language server gave no answer; see its log.');
    return;
  }
  const { nodes, taints, uri, before, text } = answer;
  const count = `${nodes} ${nodes === 1 ? 'node' : 'nodes'}`;
  if (taints.length === 0 || before === text) {
    const what =
      taints.length === 0 ? `No taints on ${count}.` : `All taints of ${count} are in the configuration already.`;
    await vscode.window.showInformationMessage(what);
    return;
  }
  const write = 'Write to .production-values.yaml';
  const detail = [...taints.slice(0, 20), ...(taints.length > 20 ? [`… and ${taints.length - 20} more`] : [])].join(
    '\n',
  );
  const chosen = await vscode.window.showInformationMessage(`Taints found on ${count}`, { modal: true, detail }, write);
  if (chosen === write) {
    await writeText(client.protocol2CodeConverter.asUri(uri), before, text);
  }
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const [only, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (only === undefined) {
    await vscode.window.showInformationMessage('Open a folder first: its .production-values.yaml takes the taints.');
  }
  return others.length === 0 ? only : vscode.window.showWorkspaceFolderPick();
}

/** Through the editor, so that it can be undone; what changed meanwhile is not overwritten. */
async function writeText(uri: vscode.Uri, before: string | null, text: string): Promise<void> {
  if (before === null) {
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { contents: new TextEncoder().encode(text), overwrite: false });
    await vscode.workspace.applyEdit(edit);
  } else {
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.getText() !== before) {
      await vscode.window.showErrorMessage('.production-values.yaml has unsaved changes: save it and ask again.');
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(document.positionAt(0), document.positionAt(before.length)), text);
    await vscode.workspace.applyEdit(edit);
    await document.save();
  }
  await vscode.window.showTextDocument(uri);
}
