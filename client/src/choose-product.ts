import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { withProduct } from './product-comment.ts';
import type { ProductChoice } from './protocol.ts';
import { askStatus } from './status-item.ts';

/** Asks for a product, a version and where to write the choice down: in the workspace's settings or in the file itself. */
export async function chooseProduct(client: BaseLanguageClient): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const status = await askStatus(client, document);
  if (document === undefined || status === undefined) {
    await vscode.window.showInformationMessage('Open a values file first: the choice is for the active file.');
    return;
  }
  const product = await pickProduct(status.products, status.product?.id);
  const choice = product && (await pickVersion(product));
  if (choice === undefined) {
    return;
  }
  const place = await pickPlace(document, choice);
  await place?.write();
}

async function pickProduct(
  products: readonly ProductChoice[],
  current: string | undefined,
): Promise<ProductChoice | undefined> {
  const items = products.map(product => ({
    label: product.title,
    description: product.id === current ? `${product.id} (now)` : product.id,
    product,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Production Values: product of this file',
    placeHolder: 'What are these values for?',
    matchOnDescription: true,
  });
  return picked?.product;
}

/** `id` or `id@version`; undefined when the user turns away. */
async function pickVersion({ id, title, versions }: ProductChoice): Promise<string | undefined> {
  if (versions.length === 0) {
    return id;
  }
  const items = [
    { label: 'Newest known', description: versions[0] ?? '', choice: id },
    ...versions.map(version => ({ label: version, description: '', choice: `${id}@${version}` })),
  ];
  const picked = await vscode.window.showQuickPick(items, { title: `Production Values: version of ${title}` });
  return picked?.choice;
}

interface Place extends vscode.QuickPickItem {
  write(): Promise<unknown>;
}

async function pickPlace(document: vscode.TextDocument, choice: string): Promise<Place | undefined> {
  const inFile: Place = {
    label: 'In this file',
    detail: `Comment: # production-values: product=${choice}`,
    write: () => writeComment(document, choice),
  };
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (folder === undefined) {
    return inFile;
  }
  const glob = vscode.workspace.asRelativePath(document.uri, false);
  const inSettings: Place = {
    label: 'In the workspace settings',
    detail: `productionValues.files: "${glob}": "${choice}"`,
    write: () => writeSetting(folder, glob, choice),
  };
  return vscode.window.showQuickPick([inFile, inSettings], { title: 'Production Values: where to write it down' });
}

async function writeComment(document: vscode.TextDocument, choice: string): Promise<boolean> {
  const change = withProduct(document.getText(), choice);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(change.start), document.positionAt(change.end));
  edit.replace(document.uri, range, change.newText);
  return vscode.workspace.applyEdit(edit);
}

async function writeSetting(folder: vscode.WorkspaceFolder, glob: string, choice: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration('productionValues', folder.uri);
  const written = settings.inspect<Record<string, string>>('files');
  const severalFolders = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  const before = severalFolders ? written?.workspaceFolderValue : written?.workspaceValue;
  const target = severalFolders ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Workspace;
  await settings.update('files', { ...before, [glob]: choice }, target);
}
