import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  type Action,
  type FixedPart,
  fixActions,
  fixAllOf,
  fixAllSafe,
  fixableCodes,
  ignoreActions,
} from '../core/features/code-actions.ts';
import { partsIn } from '../core/features/part-at.ts';
import { reparse } from '../core/manifest/reparse.ts';
import type { TextEdit } from '../core/text/edit.ts';
import { offsetAt } from '../core/text/lines.ts';
import type { ValuesDocument } from '../core/values/document.ts';
import type { ClientFeatures } from './client-features.ts';
import { lspEdit, rangeOf } from './convert.ts';
import { source } from './diagnostics.ts';
import type { OpenFile, Session } from './session.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.productionValues`;

/** All that a client must send back for the edit of "Fix all …" to be worked out: nothing is kept here. */
interface FixAllData {
  readonly uri: string;
  readonly code: string;
}

/** What can be done about the findings in a range. Only the kinds that are asked for; without a wish, the quick fixes. */
export function codeActionsFor(
  file: OpenFile | undefined,
  { range, context }: CodeActionParams,
  client: ClientFeatures,
): CodeAction[] {
  const { document, findings } = file?.result ?? {};
  if (!file || !document || !findings) {
    return [];
  }
  const parts = fixedParts(file);
  const wants = (kind: string) =>
    context.only === undefined
      ? kind === CodeActionKind.QuickFix
      : context.only.some(only => only === '' || kind === only || kind.startsWith(`${only}.`));
  const span = { start: offsetAt(document.lines, range.start), end: offsetAt(document.lines, range.end) };
  const edit = (edits: readonly TextEdit[]) => workspaceEdit(file, document, edits, client);
  const quickFix = ({ title, edits, findings: about, preferred }: Action): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: context.diagnostics.filter(
      diagnostic =>
        diagnostic.source === source &&
        about.some(finding => isAbout(diagnostic, finding.code, rangeOf(document.lines, finding.site.span))),
    ),
    ...(preferred ? { isPreferred: true } : {}),
    edit: edit(edits),
  });
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    for (const part of partsIn(parts, span)) {
      actions.push(...fixActions(part.document, part.findings, span, reparse).map(quickFix));
    }
    for (const code of fixableCodes(document, findings, span)) {
      const action = { title: `Fix all '${code}' in this file`, kind: CodeActionKind.QuickFix };
      const data: FixAllData = { uri: file.document.uri, code };
      actions.push(
        client.resolvesEdits ? { ...action, data } : { ...action, edit: edit(fixAllOf(parts, code, reparse)) },
      );
    }
    actions.push(...ignoreActions(document, findings, span).map(quickFix));
  }
  if (wants(fixAllKind)) {
    const edits = fixAllSafe(parts, reparse);
    if (edits.length > 0) {
      actions.push({ title: 'Apply all safe fixes', kind: fixAllKind, edit: edit(edits) });
    }
  }
  return actions;
}

/** The action with its edit, worked out against the text as it is now. */
export async function resolveCodeAction(
  action: CodeAction,
  session: Session,
  client: ClientFeatures,
): Promise<CodeAction> {
  const { uri, code } = action.data as FixAllData;
  const file = await session.fresh(uri);
  const document = file?.result?.document;
  return file && document
    ? { ...action, edit: workspaceEdit(file, document, fixAllOf(fixedParts(file), code, reparse), client) }
    : action;
}

/** A configuration has no values, yet findings. */
function fixedParts({ result }: OpenFile): readonly FixedPart[] {
  const { document, findings = [], parts = [] } = result ?? {};
  return parts.length === 0 && document ? [{ document, findings }] : parts;
}

const isAbout = (diagnostic: Diagnostic, code: string, { start }: Diagnostic['range']): boolean =>
  diagnostic.code === code &&
  diagnostic.range.start.line === start.line &&
  diagnostic.range.start.character === start.character;

function workspaceEdit(
  file: OpenFile,
  { lines }: ValuesDocument,
  edits: readonly TextEdit[],
  client: ClientFeatures,
): WorkspaceEdit {
  const { uri, version } = file.document;
  const changes = edits.map(edit => lspEdit(lines, edit));
  return client.versionedEdits
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } };
}
