import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  type PrepareRenameParams,
  type RenameParams,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Snippet } from '../core/features/context-snippets.ts';
import { isPart } from '../core/manifest/embedded.ts';
import type { ValuesDocument } from '../core/values/document.ts';
import type { RunCommand } from '../workspace/cluster.ts';
import type { Host } from '../workspace/host.ts';
import { type ClientFeatures, clientFeatures } from './client-features.ts';
import { answerClusterRequest } from './cluster.ts';
import { codeActionsFor, fixAllKind, resolveCodeAction } from './code-actions.ts';
import { completionsFor, resolveCompletion } from './completion.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { effectiveFor } from './effective.ts';
import { createGuard, reporter } from './guard.ts';
import { hoverFor } from './hover.ts';
import { inlayHintsFor } from './inlay-hints.ts';
import { definitionFor, referencesFor } from './navigation.ts';
import {
  bothHovers,
  lensRefresh,
  nodePoolHover,
  nodePoolLenses,
  nodePoolLocations,
  registerNodePools,
} from './node-pools.ts';
import { effectiveRequest, statusChanged, statusRequest } from './protocol.ts';
import { prepareRename, renameFor } from './rename.ts';
import { createSession, type Session } from './session.ts';
import { createSettings, type Settings } from './settings.ts';
import { statusFor } from './status.ts';
import { foldingOf, selectionsOf, symbolsOf } from './structure.ts';
import type { YamlService } from './yaml-service.ts';

export interface ServerOptions {
  readonly version: string;
  /** Runs a program of the machine; absent where there are none. */
  readonly run?: RunCommand;
}

/** Serves one client over `connection`. `hostFor` gives the files of the machine, from what the client said at the start. */
export function startServer(
  connection: Connection,
  hostFor: (initializationOptions: unknown) => Host,
  { version, run }: ServerOptions,
): void {
  const log = (message: string) => connection.console.error(message);
  const documents = new TextDocuments(TextDocument);
  let service: Promise<YamlService> | undefined;
  const yaml = () => (service ??= import('./yaml-service.ts').then(({ createYamlService }) => createYamlService()));
  let session: Session | undefined;
  let start: (() => void) | undefined;

  connection.onInitialize((params): InitializeResult => {
    const client = clientFeatures(params);
    const settings = createSettings(connection, client.configuration, params.initializationOptions);
    const host = hostFor(params.initializationOptions);
    const lensesChanged = lensRefresh(connection, params.capabilities);
    session = startSession(connection, host, client, settings, reporter(log), lensesChanged);
    answerRequests({ connection, documents, session, client, settings, yaml, log, snippets: snippetsOf(host) });
    answerClusterRequest(connection, run, host, log);
    start = () => {
      follow(connection, client, settings, session, foldersOf(params));
      registerNodePools(connection, params.capabilities);
    };
    session.restart(foldersOf(params));
    return { serverInfo: { name: 'production-values', version }, capabilities: capabilities(client) };
  });
  connection.onInitialized(() => start?.());
  documents.onDidOpen(({ document }) => session?.opened(document));
  documents.onDidChangeContent(({ document }) => session?.changed(document));
  documents.onDidClose(({ document }) => {
    session?.closed(document);
    void service?.then(({ close }) => close(document.uri));
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  documents.listen(connection);
  connection.listen();
}

const foldersOf = ({ workspaceFolders, rootUri }: InitializeParams): readonly string[] =>
  workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);

const capabilities = (client: ClientFeatures): InitializeResult['capabilities'] => ({
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  inlayHintProvider: true,
  codeLensProvider: {},
  completionProvider: { resolveProvider: true, triggerCharacters: [' '] },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind], resolveProvider: client.resolvesEdits },
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentFormattingProvider: true,
  ...(client.pullDiagnostics
    ? {
        diagnosticProvider: {
          identifier: 'production-values',
          interFileDependencies: true,
          workspaceDiagnostics: false,
        },
      }
    : {}),
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
});

/** Checks open files and tells the client: by push, or by asking it to pull again what changed without its doing. */
function startSession(
  connection: Connection,
  host: Host,
  client: ClientFeatures,
  settings: Settings,
  onFailure: (what: string, error: unknown) => void,
  lensesChanged: () => void,
): Session {
  const session: Session = createSession(host, {
    configurationOf: settings.of,
    onFailure,
    onResult({ document, result }, cause) {
      lensesChanged();
      if (!client.pullDiagnostics && result) {
        void connection.sendDiagnostics({
          uri: document.uri,
          version: document.version,
          diagnostics: diagnosticsOf(result, session.clientUri),
        });
      } else if (cause === 'other' && client.refreshesDiagnostics) {
        connection.languages.diagnostics.refresh();
      }
      if (cause === 'other' && client.refreshesInlayHints) {
        void connection.languages.inlayHint.refresh().catch(() => undefined);
      }
      void connection.sendNotification(statusChanged, { uri: document.uri });
    },
  });
  return session;
}

/** Follows folders, settings and files on disk. */
function follow(
  connection: Connection,
  client: ClientFeatures,
  settings: Settings,
  session: Session | undefined,
  initial: readonly string[],
): void {
  let folders = initial;
  connection.onDidChangeConfiguration(({ settings: sent }) => {
    settings.changed(sent);
    session?.restart(folders);
  });
  connection.onDidChangeWatchedFiles(({ changes }) =>
    session?.filesChanged(changes.map(({ uri }) => uri).filter(isWatched)),
  );
  if (client.registersConfiguration) {
    void connection.client.register(DidChangeConfigurationNotification.type, { section: 'productionValues' });
  }
  if (client.registersWatchers) {
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: watched }] });
  }
  if (client.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      folders = [...folders.filter(uri => !removed.some(folder => folder.uri === uri)), ...added.map(({ uri }) => uri)];
      session?.restart(folders);
    });
  }
}

/** Whatever values, charts, configurations and taints are read from. */
const watched = '**/*.{yaml,yml,json,tpl,txt,tf,hcl,tfvars,sh,bash,md,toml,jsonnet,libsonnet,tgz,helmignore}';
const isWatched = (uri: string): boolean => !/\/(node_modules|\.git|\.terraform)\//.test(uri);

/** The snippets that ship with us, read when the first completion asks for them. */
function snippetsOf(host: Host): () => Promise<readonly Snippet[]> {
  let snippets: Promise<readonly Snippet[]> | undefined;
  return () => {
    snippets ??= host.asset('snippets.json') as Promise<readonly Snippet[]>;
    return snippets;
  };
}

interface Serving {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly session: Session;
  readonly client: ClientFeatures;
  readonly settings: Settings;
  readonly yaml: () => Promise<YamlService>;
  readonly log: (message: string) => void;
  readonly snippets: () => Promise<readonly Snippet[]>;
}

function answerRequests({ connection, documents, session, client, settings, yaml, log, snippets }: Serving): void {
  const guard = createGuard(log);
  /** Values files have been read anyway; of other YAML files the library makes what it can. */
  async function structure<Result>(
    uri: string,
    ours: (document: ValuesDocument) => Result[],
    other: (service: YamlService, document: TextDocument) => Result[],
  ): Promise<Result[]> {
    const document = documents.get(uri);
    const file = await session.fresh(uri);
    if (!document || !file?.result) {
      return [];
    }
    const { kind, document: parsed } = file.result;
    return kind !== 'other' && parsed && !isPart(parsed) ? ours(parsed) : other(await yaml(), document);
  }
  connection.onHover(
    guard('hover', null, async ({ textDocument: { uri }, position }) =>
      bothHovers(hoverFor(await session.fresh(uri), position), await nodePoolHover(session, uri, position)),
    ),
  );
  connection.onDefinition(
    guard('definition', [], async ({ textDocument: { uri }, position }) => {
      const pools = await nodePoolLocations(session, uri, position);
      return pools.length > 0 ? pools : definitionFor(await session.fresh(uri), position, session);
    }),
  );
  connection.onReferences(
    guard('references', [], async ({ textDocument: { uri }, position, context }) => [
      ...(await nodePoolLocations(session, uri, position)),
      ...(await referencesFor(await session.fresh(uri), position, context.includeDeclaration, session)),
    ]),
  );
  connection.onPrepareRename(
    guard<PrepareRenameParams, ReturnType<typeof prepareRename>>(
      'rename',
      null,
      async ({ textDocument: { uri }, position }) => prepareRename(await session.fresh(uri), position),
    ),
  );
  connection.onRenameRequest(
    guard<RenameParams, Awaited<ReturnType<typeof renameFor>>>(
      'rename',
      null,
      async ({ textDocument: { uri }, position, newName }) =>
        renameFor(await session.fresh(uri), position, newName, session, client),
    ),
  );
  connection.languages.inlayHint.on(
    guard('inlay hints', [], async ({ textDocument: { uri }, range }) =>
      (await settings.inlayHints(uri)) ? inlayHintsFor(await session.fresh(uri), range) : [],
    ),
  );
  connection.onCodeLens(
    guard('code lenses', [], ({ textDocument: { uri } }) => nodePoolLenses(session, uri, client.showReferences)),
  );
  connection.onCompletion(
    guard('completion', [], async ({ textDocument, position }) => {
      const file = session.last(textDocument.uri);
      // Half-typed text says less than what was known a moment ago, but something must be known.
      const known = file?.result ? file : await session.fresh(textDocument.uri);
      return known ? completionsFor(known, position, await yaml(), await snippets(), client) : [];
    }),
  );
  connection.onCompletionResolve(
    guard('completion item', { label: '' }, item => resolveCompletion(item, session.last)),
  );
  connection.onCodeAction(
    guard('code actions', [], async params =>
      codeActionsFor(await session.fresh(params.textDocument.uri), params, client),
    ),
  );
  connection.onCodeActionResolve(
    guard('code action', { title: '' }, async action => resolveCodeAction(action, session, client)),
  );
  connection.onDocumentSymbol(
    guard('symbols', [], ({ textDocument: { uri } }) =>
      structure(uri, symbolsOf, (service, document) => service.symbols(document)),
    ),
  );
  connection.onFoldingRanges(
    guard('folding', [], ({ textDocument: { uri } }) => {
      const limit = client.foldingLimit;
      return structure(
        uri,
        parsed => foldingOf(parsed, limit),
        (service, document) => service.folding(document, limit),
      );
    }),
  );
  connection.onSelectionRanges(
    guard('selection ranges', [], ({ textDocument: { uri }, positions }) =>
      structure(
        uri,
        parsed => selectionsOf(parsed, positions),
        (service, document) => service.selection(document, positions),
      ),
    ),
  );
  connection.onDocumentFormatting(
    guard('formatting', [], async ({ textDocument, options }) => {
      const document = documents.get(textDocument.uri);
      return document ? (await yaml()).format(document, options) : [];
    }),
  );
  connection.onRequest(
    statusRequest,
    guard('status', null, async ({ uri, position }) =>
      statusFor(await session.fresh(uri), await session.workspaceOf(uri), session.clientUri, position),
    ),
  );
  connection.onRequest(
    effectiveRequest,
    guard('effective values', null, async ({ uri, position }) => effectiveFor(await session.fresh(uri), position)),
  );
  if (client.pullDiagnostics) {
    connection.languages.diagnostics.on(
      guard<DocumentDiagnosticParams, DocumentDiagnosticReport>(
        'diagnostics',
        { kind: 'full', items: [] },
        async ({ textDocument }) => {
          const file = await session.fresh(textDocument.uri);
          return { kind: 'full', items: file?.result ? diagnosticsOf(file.result, session.clientUri) : [] };
        },
      ),
    );
  }
}
