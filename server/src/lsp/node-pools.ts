import {
  BulkRegistration,
  type ClientCapabilities,
  type CodeLens,
  CodeLensRefreshRequest,
  CodeLensRequest,
  type Connection,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type Hover,
  HoverRequest,
  type Location,
  MarkupContent,
  MarkupKind,
  type Position,
  ReferencesRequest,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { toleratedBy } from '../core/features/taint-consumers.ts';
import { taintAt, taintLens, taintText, tolerationAt, tolerationText } from '../core/features/taint-hover.ts';
import { readToleration } from '../core/kit/toleration.ts';
import { type TaintIndex, taintsMatching } from '../core/taint/index.ts';
import { mayHoldTaints } from '../core/taint/read.ts';
import type { DeclaredTaint } from '../core/taint/taint.ts';
import { lineIndexOf, offsetAt, positionAt } from '../core/text/lines.ts';
import type { Site } from '../core/text/span.ts';
import { toJson, type ValueNode } from '../core/values/node.ts';
import type { ConsumersFound } from '../workspace/consumers.ts';
import { normalize } from '../workspace/uri.ts';
import { rangeOf } from './convert.ts';
import { shortName } from './file-name.ts';
import { partUnder } from './part.ts';
import type { OpenFile, Session } from './session.ts';

/** Between a toleration in values and the taints that node pools declare, in both directions. */

/** The files beside YAML whose node pools are read; a client may send them, if it has been asked to. */
const sources = '**/{*.tf,*.tofu,*.tfvars,*.hcl,*.sh,*.bash,*.md,*.jsonnet,*.libsonnet,Makefile,*.mk}';
const schemes = ['file', 'vscode-remote', 'vscode-vfs', 'vscode-test-web'];

/**
 * Asks for the texts of node pool files that are not YAML, and to be asked about taints in them. Not by the client's own
 * selector: there everything else that we do for values files would be offered, too.
 */
export function registerNodePools({ client }: Connection, { textDocument }: ClientCapabilities): void {
  const { synchronization, hover, definition, references, codeLens } = textDocument ?? {};
  const all = [synchronization, hover, definition, references, codeLens];
  if (!all.every(feature => feature?.dynamicRegistration === true)) {
    return;
  }
  const documentSelector = schemes.map(scheme => ({ scheme, pattern: sources }));
  const registrations = BulkRegistration.create();
  registrations.add(DidOpenTextDocumentNotification.type, { documentSelector });
  registrations.add(DidChangeTextDocumentNotification.type, {
    documentSelector,
    syncKind: TextDocumentSyncKind.Incremental,
  });
  registrations.add(DidCloseTextDocumentNotification.type, { documentSelector });
  registrations.add(HoverRequest.type, { documentSelector });
  registrations.add(DefinitionRequest.type, { documentSelector });
  registrations.add(ReferencesRequest.type, { documentSelector });
  registrations.add(CodeLensRequest.type, { documentSelector });
  void client.register(registrations);
}

/** Shows code lenses anew where the client can, once after several changes. */
export function lensRefresh(connection: Connection, { workspace }: ClientCapabilities): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    if (workspace?.codeLens?.refreshSupport === true) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
      }, 300);
    }
  };
}

/** The toleration under the cursor, and what it matches; else the taint under it, and who tolerates it. */
export async function nodePoolHover(session: Session, uri: string, position: Position): Promise<Hover | null> {
  const file = await session.fresh(uri);
  const item = tolerationUnder(file, position);
  if (item) {
    const view = await viewOf(session, uri);
    const value = tolerationText(item, view.index, site => link(view, site, view.textOf(site.uri)));
    return value === undefined ? null : { contents: { kind: MarkupKind.Markdown, value } };
  }
  const found = await taintUnder(session, file, position);
  if (!found) {
    return null;
  }
  const { view, taint } = found;
  const { consumers, textOf } = await view.consumers();
  const value = taintText(taint, consumers, site => link(view, site, textOf(site.uri)));
  return {
    contents: { kind: MarkupKind.Markdown, value },
    range: rangeOf(lineIndexOf(view.text ?? ''), taint.site.span),
  };
}

/** What both hovers say. */
export function bothHovers(first: Hover | null, second: Hover | null): Hover | null {
  return first && second && MarkupContent.is(first.contents) && MarkupContent.is(second.contents)
    ? { ...first, contents: { ...first.contents, value: `${first.contents.value}\n\n---\n\n${second.contents.value}` } }
    : (first ?? second);
}

/** From a toleration to the taints that it matches; from a taint to the tolerations that match it. */
export async function nodePoolLocations(session: Session, uri: string, position: Position): Promise<Location[]> {
  const file = await session.fresh(uri);
  const item = tolerationUnder(file, position);
  if (item) {
    const { index, textOf } = await viewOf(session, uri);
    const toleration = readToleration(toJson(item));
    const matched = toleration ? taintsMatching(index, toleration) : [];
    return matched.map(({ site }) => locationOf(session, site, textOf(site.uri)));
  }
  const found = await taintUnder(session, file, position);
  if (!found) {
    return [];
  }
  const { consumers, textOf } = await found.view.consumers();
  return consumers.flatMap(consumer => {
    const by = toleratedBy(consumer, found.taint);
    return by ? [locationOf(session, by.site, textOf(by.site.uri))] : [];
  });
}

/** Above each taint of a file, how many components tolerate it. `show`: a command of the client that lists places. */
export async function nodePoolLenses(session: Session, uri: string, show: string | undefined): Promise<CodeLens[]> {
  const view = await viewOf(session, uri);
  const { taints = [] } = view.index.files.get(normalize(uri)) ?? {};
  if (taints.length === 0 || view.text === undefined) {
    return [];
  }
  const lines = lineIndexOf(view.text);
  const { consumers, textOf } = await view.consumers();
  return taints.flatMap(taint => {
    const title = taintLens(taint, consumers);
    const range = rangeOf(lines, taint.site.span);
    const places = consumers.flatMap(consumer => toleratedBy(consumer, taint)?.site ?? []);
    const locations = places.map(site => locationOf(session, site, textOf(site.uri)));
    const command = { title: title ?? '', command: show !== undefined && locations.length > 0 ? show : '' };
    return title === undefined
      ? []
      : [
          {
            range,
            command: command.command === '' ? command : { ...command, arguments: [uri, range.start, locations] },
          },
        ];
  });
}

interface View {
  readonly uri: string;
  readonly index: TaintIndex;
  /** Of the file that the question is about, when it declares anything. */
  readonly text: string | undefined;
  readonly textOf: (uri: string) => string | undefined;
  readonly consumers: () => Promise<ConsumersFound>;
}

async function viewOf(session: Session, uri: string): Promise<View> {
  const workspace = await session.workspaceNow(uri);
  const index = await workspace.taints.all();
  const { textOf } = workspace.taints;
  return { uri, index, textOf, text: textOf(normalize(uri)), consumers: workspace.consumers.all };
}

function tolerationUnder(file: OpenFile | undefined, position: Position): ValueNode | undefined {
  const part = partUnder(file, position);
  return part && tolerationAt(part.document, offsetAt(part.document.lines, position));
}

async function taintUnder(
  session: Session,
  file: OpenFile | undefined,
  position: Position,
): Promise<{ readonly view: View; readonly taint: DeclaredTaint } | undefined> {
  if (!file || !mayHoldTaints(file.uri, file.document.getText())) {
    return undefined;
  }
  const view = await viewOf(session, file.uri);
  const taint =
    view.text === undefined
      ? undefined
      : taintAt(view.index.files.get(file.uri), offsetAt(lineIndexOf(view.text), position));
  return taint && { view, taint };
}

function link({ uri }: View, site: Site, text: string | undefined): string {
  const line = text === undefined ? 1 : positionAt(lineIndexOf(text), site.span.start).line + 1;
  return `[${shortName(uri)(site.uri)}:${line}](${site.uri}#L${line})`;
}

const locationOf = (session: Session, site: Site, text: string | undefined): Location => ({
  uri: session.clientUri(site.uri),
  range: rangeOf(lineIndexOf(text ?? ''), text === undefined ? { start: 0, end: 0 } : site.span),
});
