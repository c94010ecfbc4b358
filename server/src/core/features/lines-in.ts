import type { Analysis } from '../analyze.ts';
import { textsOf } from '../chart/files.ts';
import { type LineIndex, lineIndexOf } from '../text/lines.ts';

/** The lines of every text that an analysis may point into: layers, and the files of the chart at hand. */
export function linesIn(analyses: readonly Analysis[]): (uri: string) => LineIndex | undefined {
  const known = new Map<string, LineIndex | undefined>();
  for (const { snapshot } of analyses) {
    for (const { uri, lines } of snapshot.stack.documents) {
      known.set(uri, lines);
    }
  }
  return uri => {
    if (!known.has(uri)) {
      const text = analyses.map(({ snapshot: { chart } }) => chart && textsOf(chart.files).get(uri)).find(isText);
      known.set(uri, text === undefined ? undefined : lineIndexOf(text));
    }
    return known.get(uri);
  };
}

const isText = (text: string | undefined): text is string => text !== undefined;
