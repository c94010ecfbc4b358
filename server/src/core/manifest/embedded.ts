import { type Assignment, parseSet, type SetValue } from '../kit/helm-set.ts';
import { lineIndexOf, lineSpanAt, positionAt } from '../text/lines.ts';
import type { Site, Span } from '../text/span.ts';
import { parse, type ValuesDocument } from '../values/document.ts';
import {
  type Entry,
  entryAt,
  type ListNode,
  type MapNode,
  nodeAt,
  type ScalarNode,
  type ValueNode,
} from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';
import { movedProblem, type YamlDocument } from './documents.ts';
import { relocate } from './relocate.ts';

/**
 * A values document that is a part of a file: the values inside a manifest, or a whole custom resource among several
 * documents. `text` is the whole file, sites are offsets into it, paths are relative to the part.
 */
export interface PartDocument extends ValuesDocument {
  /** Which YAML document of the file it stands in. */
  readonly ordinal: number;
  /** From the key that holds it to the end of its last line. */
  readonly extent: Span;
}

export const isPart = (document: ValuesDocument): document is PartDocument => 'ordinal' in document;

/** The values at `at`: a map, or a block string that holds YAML. Undefined when there are none, or in a form that cannot be followed. */
export function embeddedValues(document: YamlDocument, at: Path): PartDocument | undefined {
  const node = nodeAt(document.root, at);
  if (node?.kind === 'map') {
    return part(document, at, node, relocate(node, { drop: at.length, span: span => span }));
  }
  if (node?.kind !== 'scalar' || typeof node.value !== 'string' || node.value.trim() === '') {
    return undefined;
  }
  return node.style === 'block' ? blockValues(document, at, node) : undefined;
}

/** A whole document of the file. */
export function wholeDocument(document: YamlDocument): PartDocument {
  const { embeddedAt: _, ...rest } = part(document, [], document.root, document.root);
  return { ...rest, extent: document.span };
}

function part(
  document: YamlDocument,
  at: Path,
  node: ValueNode | undefined,
  root: ValueNode | undefined,
): PartDocument {
  const { uri, version, text, lines, ordinal, aliased } = document;
  const problems = document.problems.flatMap(problem => {
    const inside = problem.path === undefined || at.every((segment, index) => problem.path?.[index] === segment);
    return inside ? [movedProblem(problem, span => span, at.length)] : [];
  });
  return {
    uri,
    version,
    text,
    lines,
    root,
    problems,
    embeddedAt: formatPath(at),
    ordinal,
    extent: extentOf(document, at, node),
    ...(aliased.length > 0 ? { aliased } : {}),
  };
}

function extentOf(document: YamlDocument, at: Path, node: ValueNode | undefined): Span {
  const key = entryAt(document.root, at)?.key.span;
  const { start, end } = node?.site.span ?? { start: document.span.start, end: document.span.start };
  const atLineStart = end > start && document.text[end - 1] === '\n';
  return {
    start: key && key.start <= start ? key.start : start,
    end: atLineStart ? end : lineSpanAt(document.text, end).end,
  };
}

// ---------------------------------------------------------------- block strings

/** The YAML in a `|` string. Folded strings (`>`) join lines, so nothing in them has a line of its own. */
function blockValues(document: YamlDocument, at: Path, node: ScalarNode): PartDocument | undefined {
  const { uri, version, text } = document;
  const start = text.indexOf('\n', node.site.span.start) + 1;
  const inner = String(node.value);
  if (text[node.site.span.start] !== '|' || start === 0) {
    return undefined;
  }
  const back = backInto(text, start, inner);
  const content = parse(uri, version, inner);
  const outer = part(document, at, node, undefined);
  return {
    ...outer,
    root: content.root && relocate(content.root, { drop: 0, span: back }),
    problems: [...outer.problems, ...content.problems.map(problem => movedProblem(problem, back, 0))],
    aliased: (content.aliased ?? []).map(back),
  };
}

/** From spans of the string's value to spans of the file: the lines are the same, less their indentation. */
function backInto(text: string, start: number, inner: string): (span: Span) => Span {
  const lines = lineIndexOf(inner);
  const physical: { readonly start: number; readonly indent: number }[] = [];
  let at = start;
  for (const [index, begin] of lines.starts.entries()) {
    const end = text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at);
    const length = (text[end - 1] === '\r' && end > at ? end - 1 : end) - at;
    const own = (lines.starts[index + 1] ?? inner.length + 1) - 1 - begin;
    physical.push({ start: at, indent: Math.max(0, length - own) });
    at = Math.min(text.length, end + 1);
  }
  const offset = (inside: number, isEnd: boolean): number => {
    const { line, character } = positionAt(lines, inside);
    const here = physical[line] ?? { start: text.length, indent: 0 };
    return Math.min(text.length, here.start + (isEnd && character === 0 ? 0 : here.indent + character));
  };
  return span => {
    const from = offset(span.start, false);
    return { start: from, end: span.end === span.start ? from : Math.max(from, offset(span.end, true)) };
  };
}

// ---------------------------------------------------------------- parameters

/**
 * Argo CD's `parameters`: each item is one `--set name=value`. Nothing in it can be edited as YAML values can, so all of
 * it counts as shared.
 */
export function parameterValues(document: YamlDocument, at: Path): PartDocument | undefined {
  const list = nodeAt(document.root, at);
  if (list?.kind !== 'list') {
    return undefined;
  }
  const root: Branch = { kind: 'branch', site: list.site, children: new Map() };
  for (const item of list.items) {
    const name = nodeAt(item, ['name']);
    const value = nodeAt(item, ['value']);
    const forced = nodeAt(item, ['forceString']);
    if (name?.kind === 'scalar' && value?.kind === 'scalar' && name.value !== null) {
      const text = `${name.source}=${value.source.replace(/,/g, '\\,')}`;
      const set = parseSet(text, forced?.kind === 'scalar' && forced.value === true);
      for (const assignment of set.ok ? set.value.slice(0, 1) : []) {
        plant(root, assignment, name.site, value.site);
      }
    }
  }
  return root.children.size === 0 ? undefined : part(document, at, list, grown(root, []));
}

interface Branch {
  readonly kind: 'branch';
  readonly site: Site;
  readonly children: Map<string | number, { readonly key: Site; branch: Branch | Leaf }>;
}

interface Leaf {
  readonly kind: 'leaf';
  readonly site: Site;
  readonly value: SetValue;
}

function plant(root: Branch, { path, value }: Assignment, key: Site, site: Site): void {
  let at = root;
  for (const [index, segment] of path.entries()) {
    if (index === path.length - 1) {
      at.children.set(segment, { key, branch: { kind: 'leaf', site, value } });
      return;
    }
    const known = at.children.get(segment);
    const branch: Branch =
      known?.branch.kind === 'branch' ? known.branch : { kind: 'branch', site: key, children: new Map() };
    at.children.set(segment, { key: known?.key ?? key, branch });
    at = branch;
  }
}

function grown(branch: Branch | Leaf, path: Path): ValueNode {
  const place = { path, site: branch.site, shared: true };
  if (branch.kind === 'leaf') {
    return leafNode(branch.value, path, branch.site);
  }
  const children = [...branch.children];
  if (children.length > 0 && children.every(([segment]) => typeof segment === 'number')) {
    const items = children.map(([, child], index) => grown(child.branch, [...path, index]));
    return { ...place, kind: 'list', flow: false, items } satisfies ListNode;
  }
  const entries = new Map<string, Entry>(
    children.map(([segment, child]) => [
      String(segment),
      { key: child.key, value: grown(child.branch, [...path, String(segment)]) },
    ]),
  );
  return { ...place, kind: 'map', flow: false, entries } satisfies MapNode;
}

function leafNode(value: SetValue, path: Path, site: Site): ValueNode {
  const place = { path, site, shared: true };
  if (typeof value === 'object' && value !== null) {
    const items = value.map((item, index) => leafNode(item, [...path, index], site));
    return { ...place, kind: 'list', flow: true, items } satisfies ListNode;
  }
  return {
    ...place,
    kind: 'scalar',
    value,
    source: value === null ? '' : String(value),
    style: 'plain',
  } satisfies ScalarNode;
}
