import type { Analysis } from '../analyze.ts';
import type { ValueReference } from '../chart/references.ts';
import { defaultsScheme } from '../schema/defaults.ts';
import type { Site } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import { entryAt } from '../values/node.ts';
import type { Path } from '../values/path.ts';

/** Where the files below the one at hand, and the chart, speak of the same setting. */

/** The setting as all files know it: lists replace each other, so that an item has no namesake elsewhere. */
export function listOf(path: Path): Path {
  const index = path.findIndex(segment => typeof segment === 'number');
  return index === -1 ? path : path.slice(0, index);
}

/** The key in one document, as it is written there; undefined when the document does not set it itself. */
export function keyIn(document: ValuesDocument, path: Path): Site | undefined {
  const key = entryAt(document.root, path)?.key;
  return key?.uri === document.uri ? key : undefined;
}

/** The key in the default values of the chart at hand or of one of its subcharts. */
export function defaultKey({ snapshot: { stack } }: Analysis, path: Path): Site | undefined {
  const key = entryAt(stack.defaults, path)?.key;
  return key && isFile(key) ? key : undefined;
}

/** Recorded defaults stand in no file. */
export const isFile = ({ uri }: Site): boolean => !uri.startsWith(defaultsScheme);

/** What reads a setting of the chart at hand; none where no chart is. */
export const readsOf = ({ snapshot: { chart } }: Analysis, path: Path): readonly ValueReference[] =>
  path.length === 0 ? [] : (chart?.model.templateReads().references(path.map(String)) ?? []);

/** The part of a reference that spells the segment `depth` of its path; else all of it. */
export function spelling({ path, spelled, site }: ValueReference, depth: number): Site {
  const span = spelled[depth - (path.length - spelled.length)];
  return span ? { uri: site.uri, span } : site;
}

/** Each place once, in the order in which they came. */
export function distinct(sites: readonly Site[]): readonly Site[] {
  return [...new Map(sites.map(site => [`${site.uri}#${site.span.start}`, site])).values()];
}
