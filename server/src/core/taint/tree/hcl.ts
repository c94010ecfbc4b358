import type { Span } from '../../text/span.ts';
import { isTemplated } from '../template.ts';
import { type Datum, type DatumEntry, DEEPEST, type MapDatum, mapDatum, type TextDatum } from './datum.ts';

/** A node of the concrete syntax tree of HCL, in the node names of tree-sitter-hcl; named nodes only. Offsets are UTF-16. */
export interface HclNode {
  readonly type: string;
  readonly span: Span;
  readonly children: readonly HclNode[];
}

/** Parses HCL, broken HCL too. The host provides it, because the parser is a WebAssembly module that must be loaded first. */
export interface HclReader {
  parse(text: string): HclNode;
}

/** An HCL body as a tree: attributes and blocks are entries of a map, in order; a block carries its labels. */
export function readHcl(text: string, reader: HclReader): { readonly root: MapDatum; readonly broken: boolean } {
  const root = reader.parse(text);
  return { root: mapDatum(bodyEntries(root, text, 0), root.span), broken: isBroken(root) };
}

function isBroken(root: HclNode): boolean {
  const left = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.type === 'ERROR') {
      return true;
    }
    for (const child of node.children) {
      left.push(child);
    }
  }
  return false;
}

function bodyEntries(node: HclNode, text: string, depth: number): readonly DatumEntry[] {
  if (depth > DEEPEST) {
    return [];
  }
  return node.children.flatMap(child => {
    switch (child.type) {
      case 'attribute':
        return attributeEntry(child, text, depth);
      case 'block':
        return blockEntry(child, text, depth);
      case 'object_elem':
        return elementEntry(child, text, depth);
      // What stands inside a broken part is read as far as it goes.
      case 'body':
      case 'ERROR':
      case 'object':
        return bodyEntries(child, text, depth + 1);
      default:
        return [];
    }
  });
}

function attributeEntry(node: HclNode, text: string, depth: number): DatumEntry[] {
  const [name, value] = [node.children[0], node.children.at(-1)];
  return name && value && name !== value
    ? [
        {
          name: text.slice(name.span.start, name.span.end),
          nameSpan: name.span,
          value: expressionDatum(value, text, depth + 1),
        },
      ]
    : [];
}

function blockEntry(node: HclNode, text: string, depth: number): DatumEntry[] {
  const name = node.children[0];
  if (!name) {
    return [];
  }
  const labels = node.children
    .slice(1)
    .filter(child => child.type === 'string_lit' || child.type === 'identifier')
    .map(child => unquoted(text.slice(child.span.start, child.span.end)));
  const value = mapDatum(bodyEntries(node, text, depth + 1), node.span);
  return [{ name: text.slice(name.span.start, name.span.end), nameSpan: name.span, value, labels }];
}

function elementEntry(node: HclNode, text: string, depth: number): DatumEntry[] {
  const [key, value] = node.children;
  if (!key || !value) {
    return [];
  }
  const raw = text.slice(key.span.start, key.span.end);
  const quoted = raw.startsWith('"');
  const nameSpan = quoted ? { start: key.span.start + 1, end: key.span.end - 1 } : key.span;
  return [{ name: unquoted(raw), nameSpan, value: expressionDatum(value, text, depth + 1) }];
}

const unquoted = (raw: string): string => (raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1) : raw);

function expressionDatum(node: HclNode, text: string, depth: number): Datum {
  if (depth > DEEPEST) {
    return expression(node, text);
  }
  const only = node.children.length === 1 ? node.children[0] : undefined;
  switch (node.type) {
    case 'expression':
    case 'literal_value':
    case 'collection_value':
    case 'template_expr':
    case 'for_expr':
    case 'parenthesized_expression':
      return only ? expressionDatum(only, text, depth + 1) : expression(node, text);
    case 'string_lit':
    case 'quoted_template':
      return quotedText(node, text);
    case 'heredoc_template':
      return heredocText(node, text);
    case 'numeric_lit':
    case 'bool_lit':
      return bareText(node, text, false);
    case 'null_lit':
      return bareText(node, text, true);
    case 'tuple':
      return { kind: 'list', items: itemsOf(node, text, depth), span: node.span };
    case 'object':
      return mapDatum(bodyEntries(node, text, depth + 1), node.span);
    case 'function_call':
      return callDatum(node, text, depth);
    case 'conditional':
      return {
        kind: 'call',
        name: '?:',
        args: node.children.slice(1).map(child => expressionDatum(child, text, depth + 1)),
        span: node.span,
      };
    case 'for_tuple_expr':
    case 'for_object_expr':
      return { kind: 'call', name: 'for', args: itemsOf(node, text, depth), span: node.span };
    default:
      return expression(node, text);
  }
}

const itemsOf = (node: HclNode, text: string, depth: number): readonly Datum[] =>
  node.children.filter(child => child.type === 'expression').map(child => expressionDatum(child, text, depth + 1));

function callDatum(node: HclNode, text: string, depth: number): Datum {
  const [name, given] = node.children;
  return {
    kind: 'call',
    name: name ? text.slice(name.span.start, name.span.end) : '',
    args: given ? itemsOf(given, text, depth) : [],
    span: node.span,
  };
}

const expression = (node: HclNode, text: string): Datum => ({
  kind: 'expression',
  raw: text.slice(node.span.start, node.span.end),
  span: node.span,
});

function quotedText(node: HclNode, text: string): TextDatum {
  const span = { start: node.span.start + 1, end: Math.max(node.span.start + 1, node.span.end - 1) };
  const raw = text.slice(span.start, span.end);
  return { kind: 'text', value: unescaped(raw), templated: isTemplated(raw), span, isNull: false };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', ''],
]);

const unescaped = (raw: string): string =>
  raw.includes('\\') ? raw.replace(/\\(.)/g, (_, letter: string) => ESCAPES.get(letter) ?? letter) : raw;

function heredocText(node: HclNode, text: string): TextDatum {
  const firstLine = text.indexOf('\n', node.span.start) + 1;
  const lastLine = text.lastIndexOf('\n', node.span.end) + 1;
  const span = { start: firstLine, end: Math.max(firstLine, lastLine) };
  const value = text.slice(span.start, span.end);
  return { kind: 'text', value, templated: isTemplated(value), span, isNull: false };
}

const bareText = (node: HclNode, text: string, isNull: boolean): TextDatum => ({
  kind: 'text',
  value: text.slice(node.span.start, node.span.end),
  templated: false,
  span: node.span,
  isNull,
});
