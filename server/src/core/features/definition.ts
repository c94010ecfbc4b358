import type { Analysis } from '../analyze.ts';
import type { Site } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import { placeAt } from './place-at.ts';
import { defaultKey, distinct, keyIn, listOf } from './value-sites.ts';

/**
 * Where the setting at `offset` comes from: the chart's default, then the next file below that sets it. Where nothing
 * lies below, the key itself is where it is defined.
 */
export function definitionAt(analysis: Analysis, document: ValuesDocument, offset: number): readonly Site[] {
  const place = placeAt(document.root, offset);
  if (!place || place.path.length === 0) {
    return [];
  }
  const path = listOf(place.path);
  const own = keyIn(document, path);
  const below = analysis.snapshot.stack.layers
    .slice(0, -1)
    .toReversed()
    .map(layer => keyIn(layer, path))
    .find(site => site !== undefined);
  const found = [defaultKey(analysis, path), below].filter(site => site !== undefined);
  return distinct(found.length > 0 ? found : own ? [own] : []);
}
