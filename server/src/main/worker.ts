/// <reference lib="webworker" />
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from '../lsp/server.ts';
import type { Host } from '../workspace/host.ts';

declare const self: DedicatedWorkerGlobalScope;

/** A worker reads no files: what is open in the editor is all there is. Our own data lies at the address that the client gives. */
function workerHost(options: unknown): Host {
  const data =
    typeof options === 'object' && options !== null && 'data' in options ? String(options.data) : self.location.href;
  return {
    read: async () => undefined,
    list: async () => [],
    async asset(name) {
      const response = await fetch(new URL(`schemas/${name}`, data));
      if (!response.ok) {
        throw new Error(`${name} cannot be read: ${response.status}`);
      }
      return response.json();
    },
  };
}

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), workerHost, {
  version: 'web',
});
