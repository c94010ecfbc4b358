import type { TextEdit } from '../text/edit.ts';
import { applyEdits } from '../text/edit.ts';
import type { ValuesDocument } from '../values/document.ts';
import { editsFor, type Reparse } from '../values/edit.ts';
import { formatPath } from '../values/path.ts';
import type { Finding } from './finding.ts';
import type { Fix } from './rule.ts';

/** A fix worked out against the text of the file it edits. */
export interface WorkedFix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly TextEdit[];
}

/** The fixes of a finding that can be carried out in `document`, as edits. A fix that would change nothing is left out. */
export function fixesFor(document: ValuesDocument, finding: Finding, reparse: Reparse): readonly WorkedFix[] {
  return finding.fixes().flatMap(fix => {
    const edits = editsFor(document, fix.operations, reparse);
    return edits === undefined || edits.length === 0 ? [] : [{ title: fix.title, safety: fix.safety, edits }];
  });
}

/** Which of several findings' fixes to apply: the safe ones, or the preferred one of each finding. */
export type FixLevel = 'safe' | 'all';

/**
 * The text after the preferred fixes of all these findings. Fixes know nothing of each other: each is worked out
 * against the text as the ones before it left it. One that asks for a place that an earlier one already wrote to waits
 * for the next round, when the findings are computed anew.
 */
export function applyFixes(
  document: ValuesDocument,
  findings: readonly Finding[],
  level: FixLevel,
  reparse: Reparse,
): { text: string; applied: readonly Fix[] } {
  let current = document;
  const applied: Fix[] = [];
  const touched = new Set<string>();
  for (const finding of findings) {
    const fix = finding.fixes().find(({ safety }) => level === 'all' || safety === 'safe');
    if (!fix || finding.site.uri !== document.uri) {
      continue;
    }
    const places = fix.operations.map(placeOfOperation);
    if (
      places.some(place =>
        [...touched].some(other => place === other || place.startsWith(`${other}.`) || other.startsWith(`${place}.`)),
      )
    ) {
      continue;
    }
    const edits = editsFor(current, fix.operations, reparse);
    if (!edits || edits.length === 0) {
      continue;
    }
    const next = reparse(current, applyEdits(current.text, edits));
    if (next.problems.some(problem => problem.code === 'yaml/syntax')) {
      continue;
    }
    current = next;
    applied.push(fix);
    for (const place of places) {
      touched.add(place);
    }
  }
  return { text: current.text, applied };
}

/** List items move when one before them goes: the whole list counts as one place. */
function placeOfOperation(operation: Fix['operations'][number]): string {
  const path = operation.op === 'move' ? operation.from : operation.path;
  const index = path.findIndex(segment => typeof segment === 'number');
  return formatPath(index === -1 ? path : path.slice(0, index));
}
