import { documentSpans } from '../manifest/documents.ts';
import { isPart } from '../manifest/embedded.ts';
import type { ValuesDocument } from '../values/document.ts';
import { type Path, parsePath, startsWith } from '../values/path.ts';
import { type CompletionContext, completionContext } from './completion-context.ts';

/** Anything that was made of one values document. */
interface OfDocument {
  readonly document: ValuesDocument;
}

/** The values document that `offset` stands in; undefined between the parts of a manifest. */
export const partAt = <P extends OfDocument>(parts: readonly P[], offset: number): P | undefined =>
  parts.find(({ document }) => !isPart(document) || isWithin(document.extent, offset));

const isWithin = ({ start, end }: { readonly start: number; readonly end: number }, offset: number): boolean =>
  start <= offset && offset <= end;

/** The parts that a range touches, in their order. */
export const partsIn = <P extends OfDocument>(
  parts: readonly P[],
  { start, end }: { readonly start: number; readonly end: number },
): readonly P[] =>
  parts.filter(({ document }) => !isPart(document) || (document.extent.start <= end && start <= document.extent.end));

/** Where something is being typed: which of the parts, and where in it. */
export interface PartContext<P> {
  readonly part: P;
  /** Its path starts at the part's values. */
  readonly context: CompletionContext;
}

/**
 * The place in a part where something is typed. The part is found by its path in the text as it is now, which may be
 * newer than the parts are and need not parse.
 */
export function partContext<P extends OfDocument>(
  parts: readonly P[],
  text: string,
  offset: number,
): PartContext<P> | undefined {
  const plain = parts.find(({ document }) => !isPart(document));
  const context = completionContext(plain ? text : opened(text, parts), offset);
  if (!context || plain) {
    return context && plain ? { part: plain, context } : undefined;
  }
  const ordinal = documentSpans(text).findLastIndex(({ start }) => start <= offset);
  for (const part of parts) {
    const at = isPart(part.document) && part.document.ordinal === ordinal ? placeOf(part.document) : undefined;
    if (at && startsWith(context.path, at) && !isOwnKey(context, at)) {
      return { part, context: { ...context, path: context.path.slice(at.length) } };
    }
  }
  return undefined;
}

const placeOf = ({ embeddedAt }: ValuesDocument): Path | undefined =>
  embeddedAt === undefined ? [] : parsePath(embeddedAt);

/** The value of the very key that holds the values: nothing of theirs can be typed there. */
const isOwnKey = ({ kind, path }: CompletionContext, at: Path): boolean =>
  kind === 'value' && at.length > 0 && path.length === at.length;

/** The text with the `|` behind keys that hold values as a string taken away: their lines then read as a map. */
function opened(text: string, parts: readonly OfDocument[]): string {
  const names = new Set(parts.flatMap(({ document }) => placeOf(document)?.at(-1) ?? []));
  return text.replace(
    /^([ ]*(?:-[ ]+)*["']?([\w.-]+)["']?:)([ ]+\|[-+0-9]*)(?=[ \t]*(?:#.*)?\r?$)/gm,
    (line, key: string, name: string, sign: string) => (names.has(name) ? key + ' '.repeat(sign.length) : line),
  );
}
