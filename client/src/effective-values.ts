import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { effectiveRequest, statusChanged } from './protocol.ts';

const scheme = 'production-values';

/** The command that opens the merged values of the active file's stack in a read-only document, which follows the edits. */
export function registerEffectiveValues(client: BaseLanguageClient): vscode.Disposable {
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changes.event,
    provideTextDocumentContent: uri => effectiveText(client, sourceOf(uri)),
  };
  return vscode.Disposable.from(
    changes,
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    vscode.commands.registerCommand('productionValues.showEffectiveValues', showEffectiveValues),
    client.onNotification(statusChanged, ({ uri }) => {
      for (const document of vscode.workspace.textDocuments) {
        if (document.uri.scheme === scheme && sourceUri(client, document.uri) === uri) {
          changes.fire(document.uri);
        }
      }
    }),
  );
}

async function showEffectiveValues(): Promise<void> {
  const source = vscode.window.activeTextEditor?.document.uri;
  if (source === undefined || source.scheme === scheme) {
    return;
  }
  const document = await vscode.workspace.openTextDocument(effectiveUri(source));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

/** The path gives the tab its title and the language; the query says whose values they are. */
function effectiveUri(source: vscode.Uri): vscode.Uri {
  const name = source.path.split('/').at(-1) ?? 'values.yaml';
  return vscode.Uri.from({ scheme, path: `/effective ${name}`, query: source.toString() });
}

function sourceOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.parse(uri.query, true);
}

function sourceUri(client: BaseLanguageClient, uri: vscode.Uri): string {
  return client.code2ProtocolConverter.asUri(sourceOf(uri));
}

async function effectiveText(client: BaseLanguageClient, source: vscode.Uri): Promise<string> {
  if (client.state !== State.Running) {
    return '# The language server is not running.\n';
  }
  const answer = await client.sendRequest(effectiveRequest, { uri: client.code2ProtocolConverter.asUri(source) });
  return answer?.text ?? '# No values to show.\n';
}
