import { Document, visit } from 'yaml';
import type { JsonValue } from '../product/table.ts';
import { columnAt } from '../text/lines.ts';
import type { ValuesDocument } from './document.ts';
import { type MapNode, walk } from './node.ts';
import { typePlainScalar } from './yaml11.ts';

/** How a file is written, so that what we add looks like the rest. */
export interface Style {
  /** Columns by which a nested map is indented. */
  readonly indent: number;
  /** Whether the dash of a list stands deeper than its key. */
  readonly indentLists: boolean;
  readonly lineBreak: '\n' | '\r\n';
}

export function styleOf(document: ValuesDocument): Style {
  let indent: number | undefined;
  let indentLists: boolean | undefined;
  const { text, root } = document;
  for (const node of root ? walk(root) : []) {
    if (node.kind !== 'map' || node.flow || node.shared) {
      continue;
    }
    for (const [, entry] of node.entries) {
      const { value } = entry;
      if (value.kind === 'scalar' || value.flow || value.shared || entry.key.uri !== value.site.uri) {
        continue;
      }
      const step = columnAt(text, value.site.span.start) - columnAt(text, entry.key.span.start);
      if (value.kind === 'map' && step > 0) {
        indent ??= step;
      } else if (value.kind === 'list' && value.items.length > 0) {
        indentLists ??= step > 0;
      }
    }
    if (indent !== undefined && indentLists !== undefined) {
      break;
    }
  }
  return { indent: indent ?? 2, indentLists: indentLists ?? true, lineBreak: text.includes('\r\n') ? '\r\n' : '\n' };
}

/** `value` as block YAML lines without indentation, quoted so that Helm reads back the same types. */
export function renderBlock(value: JsonValue, style: Style): string[] {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  quoteAmbiguous(document);
  const text = document.toString({
    indent: Math.max(2, style.indent),
    indentSeq: style.indentLists,
    lineWidth: 0,
    flowCollectionPadding: false,
  });
  return text.replace(/\n$/, '').split('\n');
}

/** `value` on one line, as it may stand inside `{ }` and `[ ]`. */
export function renderInline(value: JsonValue): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  quoteAmbiguous(document);
  visit(document, {
    Collection: (_, node) => {
      node.flow = true;
    },
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && /[\n\r]/.test(node.value)) {
        node.type = 'QUOTE_DOUBLE';
      }
    },
  });
  return document.toString(oneLine).replace(/\n$/, '').replace(/\n\s*/g, ' ');
}

const oneLine = { lineWidth: 0, flowCollectionPadding: false, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER };

/** `value` between other items of `{ }` or `[ ]`, where commas and brackets need quotes. */
export const renderFlow = (value: JsonValue): string => renderInline([value]).slice(1, -1);

/** A key name as it must be written. */
export const renderKey = (name: string): string => renderFlow(name);

/** A string in the quotes that `like` uses; without quotes only when Helm then still reads a string. */
export function renderString(value: string, like: 'single' | 'double' | 'plain'): string {
  if (like === 'single' && !/[\n\r]/.test(value)) {
    return `'${value.replace(/'/g, "''")}'`;
  }
  return like === 'double' ? JSON.stringify(value) : renderInline(value);
}

/** Strings that Helm's YAML 1.1 reader would take for something else get double quotes. */
function quoteAmbiguous(document: Document): void {
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && typePlainScalar(node.value) !== node.value) {
        node.type = 'QUOTE_DOUBLE';
      }
    },
  });
}

/** Entries that are written in this map itself, not merged into it from an anchor. */
export function ownEntries(map: MapNode) {
  const { uri, span } = map.site;
  return [...map.entries].filter(
    ([, { key }]) => key.uri === uri && key.span.start >= span.start && key.span.end <= span.end,
  );
}
