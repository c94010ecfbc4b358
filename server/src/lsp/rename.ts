import { LSPErrorCodes, type Position, type Range, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { linesIn } from '../core/features/lines-in.ts';
import { type Refusal, type RenamePlace, rename, renameAt } from '../core/features/rename.ts';
import { offsetAt } from '../core/text/lines.ts';
import { normalize } from '../workspace/uri.ts';
import type { Part } from '../workspace/workspace.ts';
import type { ClientFeatures } from './client-features.ts';
import { lspEdit, rangeOf } from './convert.ts';
import { shortName } from './file-name.ts';
import { partUnder } from './part.ts';
import type { OpenFile, Session } from './session.ts';

/** Renaming a key in all values and templates of a chart at hand. What cannot be proven is refused, with the reason. */

type Answer<Result> = Result | ResponseError<void>;

const refusal = ({ reason }: Refusal): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestFailed, reason);

export function prepareRename(
  file: OpenFile | undefined,
  position: Position,
): Answer<{ readonly range: Range; readonly placeholder: string } | null> {
  const part = partUnder(file, position);
  if (!part) {
    return null;
  }
  const place = placeUnder(part, position);
  return place.ok ? { range: rangeOf(part.document.lines, place.span), placeholder: place.name } : refusal(place);
}

const placeUnder = ({ analysis, document }: Part, position: Position): RenamePlace =>
  renameAt(analysis, document, offsetAt(document.lines, position), shortName(document.uri));

export async function renameFor(
  file: OpenFile | undefined,
  position: Position,
  newName: string,
  session: Session,
  client: ClientFeatures,
): Promise<Answer<WorkspaceEdit | null>> {
  const part = partUnder(file, position);
  if (!part) {
    return null;
  }
  const place = placeUnder(part, position);
  if (!place.ok) {
    return refusal(place);
  }
  const workspace = await session.workspaceOf(part.document.uri);
  const users = await workspace.valuesOf(place.chart, place.name);
  const [parent] = users.parents;
  if (parent !== undefined || !users.whole) {
    const reason = parent
      ? `${shortName(part.document.uri)(parent)} uses this chart as a subchart, and may set it too.`
      : 'There are too many files here to know all that set it.';
    return refusal({ ok: false, reason });
  }
  const isAmong = (uri: string) => users.parts.some(({ document }) => document.uri === uri);
  const parts = isAmong(part.document.uri) ? users.parts : [part, ...users.parts];
  const below = part.analysis.snapshot.stack.layers.slice(0, -1).filter(({ uri }) => !isAmong(uri));
  const renamed = rename(place, newName, [...below, ...parts.map(({ document }) => document)]);
  return renamed.ok ? workspaceEdit(renamed.edits, parts, session, client) : refusal(renamed);
}

function workspaceEdit(
  edits: Extract<ReturnType<typeof rename>, { ok: true }>['edits'],
  parts: readonly Part[],
  session: Session,
  client: ClientFeatures,
): WorkspaceEdit {
  const linesOf = linesIn(parts.map(({ analysis }) => analysis));
  const files = [...new Set(edits.map(({ uri }) => uri))].map(uri => {
    const lines = linesOf(uri);
    const version = session.last(uri)?.document.version ?? null;
    const own = edits.filter(edit => edit.uri === uri);
    return {
      textDocument: { uri: session.clientUri(normalize(uri)), version },
      edits: lines ? own.map(edit => lspEdit(lines, edit)) : [],
    };
  });
  return client.versionedEdits
    ? { documentChanges: files }
    : { changes: Object.fromEntries(files.map(({ textDocument, edits: changes }) => [textDocument.uri, changes])) };
}
