/// <reference lib="webworker" />
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Api, startExtension } from '../extension.ts';

/** VS Code in a browser without a remote machine: the server is a web worker. */
export function activate(context: ExtensionContext): Api {
  const server = Uri.joinPath(context.extensionUri, 'dist/web/server.js').toString(true);
  return startExtension(
    context,
    options =>
      new LanguageClient(
        'productionValues',
        'Production Values',
        async () => new Worker(server, { name: 'Production Values' }),
        options,
      ),
  );
}
