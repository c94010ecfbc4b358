import type { Location, Position } from 'vscode-languageserver';
import { definitionAt } from '../core/features/definition.ts';
import { linesIn } from '../core/features/lines-in.ts';
import { referencesTo, settingUnder } from '../core/features/references.ts';
import { offsetAt } from '../core/text/lines.ts';
import type { Site } from '../core/text/span.ts';
import { normalize } from '../workspace/uri.ts';
import type { Part, Workspace } from '../workspace/workspace.ts';
import { rangeOf } from './convert.ts';
import { partUnder } from './part.ts';
import type { OpenFile, Session } from './session.ts';

/** From a setting to its default, to the files that set it, and to the template lines that read it. */

export function definitionFor(file: OpenFile | undefined, position: Position, session: Session): Location[] {
  const part = partUnder(file, position);
  return part ? locations(definitionAt(part.analysis, part.document, offset(part, position)), [part], session) : [];
}

export async function referencesFor(
  file: OpenFile | undefined,
  position: Position,
  withDeclaration: boolean,
  session: Session,
): Promise<Location[]> {
  const part = partUnder(file, position);
  const path = part && settingUnder(part.document, offset(part, position));
  if (!part || !path) {
    return [];
  }
  const { chart } = part.analysis.snapshot;
  const others = chart ? await othersOf(await session.workspaceOf(part.document.uri), part, String(path.at(-1))) : [];
  const documents = others.map(({ document }) => document);
  return locations(referencesTo(part.analysis, path, documents, withDeclaration), [part, ...others], session);
}

async function othersOf(workspace: Workspace, { analysis }: Part, word: string): Promise<readonly Part[]> {
  const { chart } = analysis.snapshot;
  return chart ? (await workspace.valuesOf(chart, word)).parts : [];
}

const offset = ({ document }: Part, position: Position): number => offsetAt(document.lines, position);

/** Places in files that an editor can open: what is in a packed chart cannot be shown. */
function locations(sites: readonly Site[], parts: readonly Part[], session: Session): Location[] {
  const linesOf = linesIn(parts.map(({ analysis }) => analysis));
  return sites.flatMap(({ uri, span }) => {
    const lines = uri.includes('.tgz/') ? undefined : linesOf(uri);
    return lines ? [{ uri: session.clientUri(normalize(uri)), range: rangeOf(lines, span) }] : [];
  });
}
