import { linesIn } from '../../../server/src/core/features/lines-in.ts';
import { applyEdits, type TextEdit } from '../../../server/src/core/text/edit.ts';
import { positionAt } from '../../../server/src/core/text/lines.ts';
import type { Site } from '../../../server/src/core/text/span.ts';
import { createWorkspace, type Part, type Workspace } from '../../../server/src/workspace/workspace.ts';
import { cursor } from '../../support/cursor.ts';
import { type Files, memoryHost } from '../workspace/memory-host.ts';

/** A workspace at /w with one file that is being looked at, at the `~` in it. */
export interface Opened {
  readonly workspace: Workspace;
  readonly part: Part;
  readonly offset: number;
  readonly files: Files;
  /** `file:line text` of each place. */
  readonly drawn: (sites: readonly Site[]) => readonly string[];
  /** The files that the edits change, as they are afterwards. */
  readonly edited: (edits: readonly TextEdit[]) => Files;
}

const root = 'file:///w/';
const relative = (uri: string) => uri.slice(root.length);
export const nameOf = relative;

export async function openIn(given: Files): Promise<Opened> {
  const marked = Object.keys(given).find(name => given[name]?.includes('~')) ?? '';
  const { text, offset } = cursor(given[marked] ?? '', '~');
  const files: Files = { ...given, [marked]: text };
  const onDisk = Object.fromEntries(Object.entries(files).map(([name, content]) => [`/w/${name}`, content]));
  const workspace = createWorkspace(memoryHost(onDisk), ['file:///w'], []);
  const { parts } = await workspace.check(`${root}${marked}`);
  const [part] = parts;
  if (!part) {
    throw new Error(`${marked} holds no values`);
  }
  const linesOf = linesIn([part.analysis]);
  return {
    workspace,
    part,
    offset,
    files,
    drawn: sites =>
      sites.map(({ uri, span }) => {
        const content = files[relative(uri)] ?? '';
        const lines = linesOf(uri);
        const line = lines ? positionAt(lines, span.start).line + 1 : content.slice(0, span.start).split('\n').length;
        return `${relative(uri)}:${line} ${content.slice(span.start, span.end)}`;
      }),
    edited: edits =>
      Object.fromEntries(
        [...new Set(edits.map(({ uri }) => uri))].map(uri => [
          relative(uri),
          applyEdits(
            files[relative(uri)] ?? '',
            edits.filter(edit => edit.uri === uri),
          ),
        ]),
      ),
  };
}
