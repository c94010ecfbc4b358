import type { Analysis } from '../analyze.ts';
import type { Site } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import type { Path } from '../values/path.ts';
import { placeAt } from './place-at.ts';
import { defaultKey, distinct, keyIn, listOf, readsOf, spelling } from './value-sites.ts';

/** The setting that the cursor is on; undefined between settings. */
export function settingUnder(document: ValuesDocument, offset: number): Path | undefined {
  const path = listOf(placeAt(document.root, offset)?.path ?? []);
  return path.length === 0 ? undefined : path;
}

/**
 * Where a setting is spoken of: its default, every file that sets it (`documents`: other files of the same chart), and
 * every place in a template that reads it, something in it, or all around it.
 */
export function referencesTo(
  analysis: Analysis,
  path: Path,
  documents: readonly ValuesDocument[],
  withDeclaration: boolean,
): readonly Site[] {
  const { stack } = analysis.snapshot;
  const declared = defaultKey(analysis, path);
  const set = [...stack.layers, ...documents].map(document => keyIn(document, path)).filter(site => site !== undefined);
  const reads = readsOf(analysis, path).map(reference => spelling(reference, path.length - 1));
  const found = distinct([...(declared ? [declared] : []), ...set, ...reads]);
  return withDeclaration ? found : found.filter(site => !declared || !isSame(site, declared));
}

const isSame = (a: Site, b: Site): boolean => a.uri === b.uri && a.span.start === b.span.start;
