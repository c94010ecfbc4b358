import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver-protocol/node';

const server = fileURLToPath(new URL('../../dist/server.js', import.meta.url));

/** A foreign client: it speaks LSP over the pipes of `dist/server.js` and knows nothing of its insides. */
export interface Client extends AsyncDisposable {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly process: ChildProcess;
  /** What the server wrote to its log. */
  readonly log: readonly string[];
  uri(name: string): string;
  open(name: string, text: string, version?: number): void;
  change(name: string, text: string, version: number): void;
  close(name: string): void;
  /** What the server finds when it asks for settings, from now on. */
  setSettings(settings: object): void;
  write(name: string, text: string): void;
  /** Diagnostics that arrived and that nobody asked for. */
  unread(): readonly PublishDiagnosticsParams[];
  /** The next diagnostics published for the file at this version. */
  published(name: string, version: number | undefined): Promise<readonly Diagnostic[]>;
  ask<Result>(method: string, name: string, params?: object): Promise<Result>;
  /** A notification or request of the server, the next time it comes. */
  next(method: string): Promise<unknown>;
  shutdown(): Promise<number | null>;
}

export interface ClientOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly capabilities?: object;
  readonly settings?: object;
  readonly initializationOptions?: object;
}

/** Starts the server on a folder of its own that holds `files`. */
export async function startClient({
  files = {},
  capabilities = {},
  settings,
  initializationOptions,
}: ClientOptions = {}): Promise<Client> {
  const folder = mkdtempSync(join(tmpdir(), 'protocol-'));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) {
    write(name, text);
  }
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
  const inbox = createInbox();
  const log: string[] = [];
  let current = settings;
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => inbox.put(params));
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message));
  const nexts: { readonly method: string; readonly resolve: (params: unknown) => void }[] = [];
  const arrive = (method: string) => (params: unknown) => {
    const [wanted] = nexts.splice(nexts.findIndex(next => next.method === method) >>> 0, 1);
    wanted?.resolve(params);
    return null;
  };
  connection.onNotification(
    'productionValues/statusChanged',
    params => void arrive('productionValues/statusChanged')(params),
  );
  for (const method of ['client/registerCapability', 'workspace/diagnostic/refresh']) {
    connection.onRequest(method, arrive(method));
  }
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => current ?? null),
  );
  connection.listen();
  const rootUri = pathToFileURL(folder).toString();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri,
    capabilities,
    workspaceFolders: [{ uri: rootUri, name: 'test' }],
    initializationOptions,
  });
  await connection.sendNotification('initialized', {});
  const uri = (name: string) => pathToFileURL(join(folder, name)).toString();
  const notify = (method: string, params: object) => void connection.sendNotification(method, params);
  let down = false;
  const shutdown = async () => {
    down = true;
    await connection.sendRequest('shutdown');
    notify('exit', {});
    return ended;
  };
  return {
    connection,
    initialized,
    process: child,
    log,
    uri,
    write,
    shutdown,
    open: (name, text, version = 1) =>
      notify('textDocument/didOpen', { textDocument: { uri: uri(name), languageId: 'yaml', version, text } }),
    change: (name, text, version) =>
      notify('textDocument/didChange', { textDocument: { uri: uri(name), version }, contentChanges: [{ text }] }),
    setSettings(changed) {
      current = changed;
      notify('workspace/didChangeConfiguration', { settings: { productionValues: changed } });
    },
    close: name => notify('textDocument/didClose', { textDocument: { uri: uri(name) } }),
    unread: () => inbox.unread,
    published: (name, version) => inbox.take(uri(name), version),
    ask: (method, name, params = {}) => connection.sendRequest(method, { textDocument: { uri: uri(name) }, ...params }),
    next: method => new Promise(resolve => void nexts.push({ method, resolve })),
    async [Symbol.asyncDispose]() {
      if (!down) {
        await shutdown();
      }
      connection.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Diagnostics that arrived, and who waits for which. Each is handed out once. */
function createInbox() {
  const arrived: PublishDiagnosticsParams[] = [];
  const waiting: {
    readonly uri: string;
    readonly version: number | undefined;
    readonly resolve: (diagnostics: readonly Diagnostic[]) => void;
  }[] = [];
  return {
    put(params: PublishDiagnosticsParams): void {
      const at = waiting.findIndex(({ uri, version }) => uri === params.uri && version === params.version);
      const [waiter] = at === -1 ? [] : waiting.splice(at, 1);
      if (waiter) {
        waiter.resolve(params.diagnostics);
      } else {
        arrived.push(params);
      }
    },
    take(uri: string, version: number | undefined): Promise<readonly Diagnostic[]> {
      const at = arrived.findIndex(params => params.uri === uri && params.version === version);
      const [found] = at === -1 ? [] : arrived.splice(at, 1);
      return found
        ? Promise.resolve(found.diagnostics)
        : new Promise(resolve => void waiting.push({ uri, version, resolve }));
    },
    get unread(): readonly PublishDiagnosticsParams[] {
      return arrived;
    },
  };
}

/** The text after the edits, as an editor applies them. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, character }: TextEdit['range']['start']) => (starts[line] ?? text.length) + character;
  return [...edits]
    .map(({ range, newText }, index) => ({ start: offset(range.start), end: offset(range.end), newText, index }))
    .sort((a, b) => b.start - a.start || b.index - a.index)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

/** A text with one marker where the cursor is, taken apart. */
export function cursor(marked: string, marker = '|'): { text: string; position: { line: number; character: number } } {
  const at = marked.indexOf(marker);
  const before = marked.slice(0, at).split('\n');
  return {
    text: marked.slice(0, at) + marked.slice(at + 1),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}
