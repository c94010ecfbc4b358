import { type LineIndex, lineIndexOf } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { parse, type ValuesDocument, type YamlProblem } from '../values/document.ts';
import { relocate } from './relocate.ts';
import { maskTemplates, unmasking } from './template-mask.ts';

/** One of the YAML documents of a file. Sites are offsets into the whole file. */
export interface YamlDocument {
  readonly uri: string;
  readonly version: number;
  /** The whole file, and its lines. */
  readonly text: string;
  readonly lines: LineIndex;
  /** Which document of the file it is, counted from 0. */
  readonly ordinal: number;
  readonly span: Span;
  readonly root: ValuesDocument['root'];
  readonly problems: readonly YamlProblem[];
  readonly aliased: readonly Span[];
}

/** More documents than this are not looked at. */
const maximalDocuments = 2000;

/** The documents of a text that `wanted` asks for by their text. Never fails: what could not be read is in `problems`. */
export function readDocuments(
  uri: string,
  version: number,
  text: string,
  wanted: (text: string) => boolean,
): readonly YamlDocument[] {
  const lines = lineIndexOf(text);
  return documentSpans(text)
    .slice(0, maximalDocuments)
    .flatMap((span, ordinal) => {
      const part = text.slice(span.start, span.end);
      return wanted(part) ? [{ uri, version, text, lines, ordinal, span, ...readPart(uri, version, text, span) }] : [];
    });
}

/** Where each document stands: a line that begins with `---` or `...` ends the one before, whatever stands in it. */
export function documentSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const marker of text.matchAll(/^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm)) {
    if (hasContent(text, start, marker.index)) {
      spans.push({ start, end: marker.index });
    }
    start = marker.index + (marker[0] === '...' ? 3 : 0);
  }
  return hasContent(text, start, text.length) ? [...spans, { start, end: text.length }] : spans;
}

const hasContent = (text: string, start: number, end: number): boolean =>
  /^(?!---[ \t\r]*$|\s*$|\s*#|%)/m.test(text.slice(start, end));

type Content = Pick<YamlDocument, 'root' | 'problems' | 'aliased'>;

function readPart(uri: string, version: number, whole: string, { start, end }: Span): Content {
  const text = whole.slice(start, end);
  const plain = parse(uri, version, text);
  if (!isBroken(plain) || !text.includes('{{')) {
    return shifted(plain, start, {});
  }
  const masked = maskTemplates(text);
  const covered = parse(uri, version, masked.text);
  if (isBroken(covered)) {
    return shifted(plain, start, {});
  }
  const { problems, ...content } = shifted(covered, start, unmasking(whole, masked, start));
  // Both branches of an `if` set the same key: only one of them is there in the end.
  return { ...content, problems: masked.branches ? [] : problems };
}

const isBroken = ({ problems }: ValuesDocument): boolean => problems.some(({ code }) => code === 'yaml/syntax');

function shifted(document: ValuesDocument, by: number, more: Partial<Parameters<typeof relocate>[1]>): Content {
  const span = ({ start, end }: Span) => ({ start: start + by, end: end + by });
  return {
    root: document.root && relocate(document.root, { drop: 0, span, ...more }),
    problems: document.problems.map(problem => movedProblem(problem, span, 0)),
    aliased: (document.aliased ?? []).map(span),
  };
}

/** `drop`: leading steps that go from the path. */
export function movedProblem(problem: YamlProblem, span: (span: Span) => Span, drop: number): YamlProblem {
  return {
    ...problem,
    span: span(problem.span),
    ...(problem.path === undefined ? {} : { path: problem.path.slice(drop) }),
    ...(problem.first === undefined ? {} : { first: span(problem.first) }),
  };
}
