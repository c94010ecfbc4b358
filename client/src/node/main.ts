import type { ExtensionContext } from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { type Api, startExtension } from '../extension.ts';

/** Desktop and remote: the server is a Node process of its own. The only program started is the one in this extension. */
export function activate(context: ExtensionContext): Api {
  const module = context.asAbsolutePath('dist/server.js');
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  return startExtension(
    context,
    options => new LanguageClient('productionValues', 'Production Values', server, options),
  );
}
