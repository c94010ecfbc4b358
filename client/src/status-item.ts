import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { type FileStatus, statusChanged, statusRequest } from './protocol.ts';

export interface StatusItem extends vscode.Disposable {
  current(): { readonly text: string; readonly tooltip: string } | undefined;
  readonly onDidChange: vscode.Event<void>;
}

/** Shows product, version and base layers of the active file; hidden where there is nothing to say. */
export function createStatusItem(client: BaseLanguageClient): StatusItem {
  const item = vscode.window.createStatusBarItem('productionValues.status', vscode.StatusBarAlignment.Right, 100);
  item.name = 'Production Values';
  item.command = 'productionValues.chooseProduct';
  const changes = new vscode.EventEmitter<void>();
  let shown: ReturnType<StatusItem['current']>;
  let asked = 0;

  async function update(): Promise<void> {
    asked += 1;
    const question = asked;
    const status = await askStatus(client, vscode.window.activeTextEditor?.document);
    if (question !== asked) {
      return; // Another file has become active meanwhile.
    }
    shown = status?.product && { text: itemText(status.product), tooltip: itemTooltip(status) };
    if (shown === undefined) {
      item.hide();
    } else {
      item.text = shown.text;
      item.tooltip = new vscode.MarkdownString(shown.tooltip);
      item.show();
    }
    changes.fire();
  }

  const subscriptions = [
    item,
    changes,
    vscode.window.onDidChangeActiveTextEditor(update),
    client.onDidChangeState(update),
    client.onNotification(statusChanged, ({ uri }) => {
      if (uri === activeUri(client)) {
        void update();
      }
    }),
  ];
  return {
    current: () => shown,
    onDidChange: changes.event,
    dispose: () => vscode.Disposable.from(...subscriptions).dispose(),
  };
}

/** Undefined for a file that is not ours, and while the server is down. */
export async function askStatus(
  client: BaseLanguageClient,
  document: vscode.TextDocument | undefined,
): Promise<FileStatus | undefined> {
  if (document?.languageId !== 'yaml' || client.state !== State.Running) {
    return undefined;
  }
  try {
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    return (await client.sendRequest(statusRequest, { uri })) ?? undefined;
  } catch {
    return undefined; // The server is going down; its next start asks again.
  }
}

function activeUri(client: BaseLanguageClient): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && client.code2ProtocolConverter.asUri(document.uri);
}

function itemText({ title, version }: NonNullable<FileStatus['product']>): string {
  return `$(server-environment) ${version === undefined ? title : `${title} ${version}`}`;
}

function itemTooltip({ product, layers, profile }: FileStatus): string {
  const lines = [`**${product?.title ?? ''}** ${product?.version ?? ''}`];
  if (product?.why) {
    lines.push(product.why);
  }
  lines.push(`Profile: ${profile}`);
  if (layers.length > 0) {
    lines.push(['Base layers, lowest first:', ...layers.map(layer => `- ${layerName(layer)}`)].join('\n'));
  }
  lines.push('Click to choose product and version.');
  return lines.join('\n\n');
}

function layerName(layer: string): string {
  return /^[a-z][a-z0-9+.-]+:\//i.test(layer) ? vscode.workspace.asRelativePath(vscode.Uri.parse(layer)) : layer;
}
