import { defaultsScheme } from '../schema/defaults.ts';
import { positionAt } from '../text/lines.ts';
import type { Site } from '../text/span.ts';
import type { ValuesStack } from '../values/stack.ts';

/** Where a value was written: `file:line`, 1-based; line 0: a chart's built-in default, which has no line. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** Names the places of a stack's values; `nameOf` says how files are called. */
export function originsOf(stack: ValuesStack, nameOf: (uri: string) => string): (site: Site) => Origin {
  const indexes = new Map(stack.documents.map(layer => [layer.uri, layer.lines]));
  return ({ uri, span }) => {
    const lines = indexes.get(uri);
    return uri.startsWith(defaultsScheme)
      ? { file: `defaults of ${uri.slice(defaultsScheme.length)}`, line: 0 }
      : { file: nameOf(uri), line: lines ? positionAt(lines, span.start).line + 1 : 0 };
  };
}

/** As Markdown shows it: `spaces@1.17.1` would be taken for a mail address. */
export const originText = ({ file, line }: Origin): string => (line === 0 ? file.replace('@', ' ') : `${file}:${line}`);
