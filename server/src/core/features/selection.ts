import type { Span } from '../text/span.ts';
import type { ValueNode } from '../values/node.ts';

/** What "expand selection" goes through at `offset`, from the word to the whole file. */
export function selectionsAt(root: ValueNode | undefined, text: string, offset: number): readonly Span[] {
  const spans: Span[] = [{ start: 0, end: text.length }];
  const add = (span: Span) => {
    const end = trimmedEnd(text, span);
    const around = spans.at(-1);
    if (end > span.start && around && (span.start !== around.start || end !== around.end)) {
      spans.push({ start: span.start, end });
    }
  };
  let node = root;
  while (node && !node.shared && holds(node.site.span, offset)) {
    add(node.site.span);
    node = stepInto(node, offset, add);
  }
  return spans.toReversed();
}

function stepInto(node: ValueNode, offset: number, add: (span: Span) => void): ValueNode | undefined {
  if (node.kind === 'list') {
    return node.items.find(item => !item.shared && holds(item.site.span, offset));
  }
  for (const { key, value } of node.kind === 'map' ? node.entries.values() : []) {
    const end = value.shared ? key.span.end : Math.max(key.span.end, value.site.span.end);
    if (
      key.uri === node.site.uri &&
      holds({ start: key.span.start, end }, offset) &&
      holds(node.site.span, key.span.start)
    ) {
      add({ start: key.span.start, end });
      if (holds(key.span, offset)) {
        add(key.span);
        return undefined;
      }
      return value;
    }
  }
  return undefined;
}

const holds = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

/** A block's span reaches into the blank lines behind it. */
function trimmedEnd(text: string, { start, end }: Span): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) {
    at--;
  }
  return at;
}
