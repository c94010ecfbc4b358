import type { TextEdit } from '../text/edit.ts';
import { applyEdits } from '../text/edit.ts';
import type { ValuesDocument } from '../values/document.ts';
import { editsFor, placesApart, type Reparse } from '../values/edit.ts';
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
  let waiting: readonly Worked[] = [];
  const applied: Fix[] = [];
  const touched: string[] = [];
  const flush = () => {
    const { document: next, done } = applyAll(current, waiting, reparse);
    current = next;
    waiting = [];
    for (const { fix, places } of done) {
      applied.push(fix);
      touched.push(...places);
    }
  };
  for (const finding of findings) {
    const fix = finding.fixes().find(({ safety }) => level === 'all' || safety === 'safe');
    if (!fix || finding.site.uri !== document.uri) {
      continue;
    }
    const places = fix.operations.map(placeOfOperation);
    const isAlone = !fix.operations.every(onlyWrites);
    if (
      isAlone ||
      meets(
        places,
        waiting.flatMap(other => other.places),
      )
    ) {
      flush();
    }
    if (meets(places, touched)) {
      continue;
    }
    let edits = editsFor(current, fix.operations, reparse);
    if (waiting.length > 0 && !placesApart([...waiting.map(other => other.edits), edits ?? []])) {
      flush();
      edits = editsFor(current, fix.operations, reparse);
    }
    if (edits && edits.length > 0) {
      waiting = [...waiting, { fix, places, edits }];
    }
    if (isAlone) {
      flush();
    }
  }
  flush();
  return { text: current.text, applied };
}

/** A fix, the places that it asks for, and its edits of the text at hand. */
interface Worked {
  readonly fix: Fix;
  readonly places: readonly string[];
  readonly edits: readonly TextEdit[];
}

/** Carries out fixes that do not touch each other in one go; those that leave no readable file are left out. */
function applyAll(
  document: ValuesDocument,
  fixes: readonly Worked[],
  reparse: Reparse,
): { readonly document: ValuesDocument; readonly done: readonly Worked[] } {
  const edits = fixes.flatMap(fix => fix.edits);
  if (edits.length === 0) {
    return { document, done: [] };
  }
  const next = reparse(document, applyEdits(document.text, edits));
  if (next.problems.every(({ code }) => code !== 'yaml/syntax')) {
    return { document: next, done: fixes };
  }
  // One of them is to blame: they are tried one by one.
  let current = document;
  const done: Worked[] = [];
  for (const fix of fixes.length > 1 ? fixes : []) {
    const own = done.length === 0 ? fix.edits : (editsFor(current, fix.fix.operations, reparse) ?? []);
    const alone = applyAll(current, [{ ...fix, edits: own }], reparse);
    current = alone.document;
    done.push(...alone.done);
  }
  return { document: current, done };
}

/** What goes or moves may leave an empty parent, which goes too: that depends on what went before. */
const onlyWrites = ({ op }: Fix['operations'][number]): boolean => op === 'set' || op === 'append' || op === 'rewrite';

/** Whether one of the places is, holds or lies in one of the others. */
const meets = (places: readonly string[], others: readonly string[]): boolean =>
  places.some(place =>
    others.some(other => place === other || place.startsWith(`${other}.`) || other.startsWith(`${place}.`)),
  );

/** List items move when one before them goes: the whole list counts as one place. */
function placeOfOperation(operation: Fix['operations'][number]): string {
  const path = operation.op === 'move' ? operation.from : operation.path;
  const index = path.findIndex(segment => typeof segment === 'number');
  return formatPath(index === -1 ? path : path.slice(0, index));
}
