import type { Analysis } from '../analyze.ts';
import type { JsonValue } from '../product/table.ts';
import { isSecretName } from '../rule/schema-findings.ts';
import { lineSpanAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import { type Entry, entryAt, type MapNode, toJson, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { renderInline } from '../values/render.ts';
import { originsOf, originText } from './origin.ts';

/** What a line overrides, to be shown behind it. */
export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  /** The file and line of the value below. */
  readonly origin: string;
}

/** The inherited value behind every line of `span` that overrides one. Equal values, maps and what holds secrets say nothing or little. */
export function inlayHints(
  analysis: Analysis,
  document: ValuesDocument,
  span: Span,
  nameOf: (uri: string) => string,
): readonly InlayHint[] {
  const { stack } = analysis.snapshot;
  const origin = originsOf(stack, nameOf);
  const hints: InlayHint[] = [];
  const visit = (map: MapNode, path: Path): void => {
    for (const [name, { key, value }] of map.entries) {
      const isHere = key.uri === document.uri && !value.shared;
      const isOutside = key.span.start > span.end || Math.max(key.span.end, value.site.span.end) < span.start;
      if (!isHere || isOutside) {
        continue;
      }
      const at = [...path, name];
      const below = inherited(analysis, document, at);
      if (value.kind === 'map' && value.entries.size > 0 && (!below || below.value.kind === 'map')) {
        visit(value, at);
      } else if (below && !isSame(below.value, value)) {
        const label = `← ${shown(below.value, at)}`;
        hints.push({
          offset: endOfLine(document, key.span, value),
          label,
          origin: originText(origin(below.value.site)),
        });
      }
    }
  };
  if (document.root?.kind === 'map') {
    visit(document.root, []);
  }
  return hints.filter(({ offset }) => offset >= span.start && offset <= span.end);
}

/** What would be there without this document: the next file that says it, else the chart's default. */
function inherited({ snapshot: { stack } }: Analysis, document: ValuesDocument, path: Path): Entry | undefined {
  for (const layer of stack.layers.slice(0, -1).toReversed()) {
    const entry = layer === document ? undefined : entryAt(layer.root, path);
    if (entry) {
      return entry;
    }
  }
  const entry = entryAt(stack.defaults, path);
  const isOwn = entry?.key.uri === document.uri;
  return isOwn ? undefined : entry;
}

const isSame = (a: ValueNode, b: ValueNode): boolean => JSON.stringify(toJson(a)) === JSON.stringify(toJson(b));

/** Behind the value where it stands on the key's line, else behind that line: a comment stays where it is. */
function endOfLine({ text }: ValuesDocument, key: Span, { site }: ValueNode): number {
  const line = lineSpanAt(text, key.end);
  if (site.span.end <= line.end && site.span.end > site.span.start) {
    return site.span.end;
  }
  const written = text
    .slice(key.end, line.end)
    .replace(/(?:^|\s)#.*$/, '')
    .trimEnd();
  return key.end + written.length;
}

const longest = 40;

function shown(node: ValueNode, path: Path): string {
  const isSecret = path.some(segment => isSecretName(String(segment)));
  if (node.kind !== 'scalar') {
    const count = node.kind === 'map' ? node.entries.size : node.items.length;
    const text = isSecret ? '' : renderInline(toJson(node) as JsonValue);
    return count > 0 && (isSecret || text.length > longest)
      ? node.kind === 'map'
        ? `{${count}}`
        : `[${count}]`
      : text;
  }
  if (isSecret && node.value !== null && node.value !== '') {
    return '••••';
  }
  const text = renderInline(node.value).replace(/\s+/g, ' ');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
