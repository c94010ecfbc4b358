import { type InitializeParams, InsertTextMode } from 'vscode-languageserver';

/** What the client can do, as far as answers depend on it. */
export interface ClientFeatures {
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly pullDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesInlayHints: boolean;
  /** Edits may name the version of the document that they are for. */
  readonly versionedEdits: boolean;
  /** Edits of a code action may be worked out when it is chosen. */
  readonly resolvesEdits: boolean;
  readonly snippets: boolean;
  readonly completionTags: boolean;
  /** Says how texts of several lines are inserted. */
  readonly insertTextModes: boolean;
  readonly foldingLimit: number | undefined;
  /** A command of the client that lists places: URI, position, locations. */
  readonly showReferences: string | undefined;
}

export function clientFeatures({
  capabilities: { workspace, textDocument },
  initializationOptions,
}: InitializeParams): ClientFeatures {
  const { showReferences } = (initializationOptions ?? {}) as { readonly showReferences?: unknown };
  return {
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    resolvesEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    completionTags: textDocument?.completion?.completionItem?.tagSupport !== undefined,
    insertTextModes:
      textDocument?.completion?.completionItem?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
    foldingLimit: textDocument?.foldingRange?.rangeLimit,
    showReferences: typeof showReferences === 'string' ? showReferences : undefined,
  };
}
