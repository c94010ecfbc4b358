import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  type Location,
  type Position,
  State,
} from 'vscode-languageclient';
import { chooseProduct } from './choose-product.ts';
import { registerEffectiveValues } from './effective-values.ts';
import { importTaints } from './import-taints.ts';
import { createStatusItem } from './status-item.ts';

/** What `activate` returns; the editor tests use it. */
export interface Api {
  /** Settles when the language server has answered for the first time; rejects when it cannot start. */
  readonly ready: Promise<void>;
  readonly client: BaseLanguageClient;
  /** Text and tooltip of the status item, or undefined while it is hidden. */
  status(): { readonly text: string; readonly tooltip: string } | undefined;
  readonly onDidChangeStatus: vscode.Event<void>;
}

/** Named one by one: a Git diff's left side, a search result or a notebook cell is nothing to check. */
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web'];

/** What the desktop and the web entry share: they differ in how the server is started. */
export function startExtension(
  context: vscode.ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Api {
  const output = vscode.window.createOutputChannel('Production Values', { log: true });
  const client = createClient({
    documentSelector: schemes.map(scheme => ({ language: 'yaml', scheme })),
    outputChannel: output,
    // Where a server without a file system of its own reads the schemas and the parts that it loads when needed.
    initializationOptions: {
      data: `${vscode.Uri.joinPath(context.extensionUri, 'dist').toString(true)}/`,
      showReferences: 'productionValues.showReferences',
    },
  });
  const status = createStatusItem(client);
  context.subscriptions.push(
    output,
    status,
    registerEffectiveValues(client),
    command('restartServer', () => restart(client)),
    command('showOutput', () => output.show()),
    command('chooseProduct', () => chooseProduct(client)),
    command('importTaintsFromCluster', () => importTaints(client)),
    vscode.commands.registerCommand('productionValues.showReferences', (uri, position, locations) =>
      showReferences(client, uri, position, locations),
    ),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('productionValues.enable')) {
        void (isEnabled() ? client.start() : client.stop());
      }
    }),
    client,
  );
  return {
    ready: isEnabled() ? client.start() : Promise.resolve(),
    client,
    status: status.current,
    onDidChangeStatus: status.onDidChange,
  };
}

function isEnabled(): boolean {
  return vscode.workspace.getConfiguration('productionValues').get('enable', true);
}

async function restart(client: BaseLanguageClient): Promise<void> {
  if (client.state === State.Running) {
    await client.stop();
  }
  if (isEnabled()) {
    await client.start();
  }
}

/** What a code lens of the server asks for, with the protocol's own types. */
function showReferences(
  { protocol2CodeConverter: code }: BaseLanguageClient,
  uri: string,
  position: Position,
  locations: Location[],
): Thenable<unknown> {
  const places = locations.map(location => code.asLocation(location));
  return vscode.commands.executeCommand(
    'editor.action.showReferences',
    code.asUri(uri),
    code.asPosition(position),
    places,
  );
}

function command(name: string, run: () => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(`productionValues.${name}`, run);
}
