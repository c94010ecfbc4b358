import { lineSpanAt } from '../text/lines.ts';
import type { Site } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import { entryAt, nodeAt } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { ValuesStack } from '../values/stack.ts';

/**
 * Where a finding about `path` is drawn: in the highest of the user's files that sets it; when none does, under the
 * deepest key around it in the last file; and at that file's first word when it has not even that.
 */
export function placeOf(stack: ValuesStack, path: Path, part: 'key' | 'value'): Site | undefined {
  for (const layer of [...stack.layers].reverse()) {
    const site = siteIn(layer, path, part);
    if (site) {
      return site;
    }
  }
  const target = stack.layers.at(-1);
  if (!target) {
    return undefined;
  }
  for (let depth = path.length - 1; depth > 0; depth--) {
    const site = siteIn(target, path.slice(0, depth), 'key');
    if (site) {
      return site;
    }
  }
  return { uri: target.uri, span: firstContent(target) };
}

/** The key or value at `path` as this very file writes it; undefined when it does not, or only through an anchor. */
export function siteIn(document: ValuesDocument, path: Path, part: 'key' | 'value'): Site | undefined {
  const node = nodeAt(document.root, path);
  if (!node || path.length === 0) {
    return undefined;
  }
  const key = entryAt(document.root, path)?.key;
  if (part === 'key' && key) {
    return key;
  }
  const { span } = node.site;
  return span.start === span.end
    ? (key ?? node.site)
    : { uri: node.site.uri, span: node.kind === 'scalar' ? span : firstLineOf(document, span) };
}

/** A finding on a block is drawn under its first line only: a wall of squiggles says nothing. */
function firstLineOf(document: ValuesDocument, span: { start: number; end: number }) {
  return {
    start: span.start,
    end: Math.max(span.start, Math.min(span.end, lineSpanAt(document.text, span.start).end)),
  };
}

/** The first word of the file (a key, or the `#` of a comment): what is missing belongs to none of its keys. */
function firstContent({ text }: ValuesDocument) {
  const word = /[^\s\uFEFF:]+/.exec(text);
  return { start: word?.index ?? 0, end: word ? word.index + word[0].length : 0 };
}
