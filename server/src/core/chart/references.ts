import type { Site } from '../text/span.ts';
import { createRun, evaluateText, executeUnreached, renderFile } from './reads/evaluate.ts';
import { createMarks, type Marks, type ReadAnswer, type ReadKind, type ValueReference } from './reads/marks.ts';
import { lose, pathsSeen, type Run, type TemplateFile, type TracedChart } from './reads/run.ts';
import { rootOf } from './reads/value.ts';

export type { TemplateFile, TracedChart } from './reads/run.ts';
export type { ReadAnswer, ReadKind, ValueReference };

/** Which settings the templates of a chart read. Paths start at the root of the uppermost chart's values. */
export interface TemplateReads {
  /**
   * `no`: nothing reads this path, anything above it as a whole, or anything below it.
   * `maybe`: it cannot be told. List items may be given by index or as `*`.
   */
  readonly isRead: (path: readonly string[]) => ReadAnswer;
  /** What reads the path, something below it, or everything around it. */
  readonly references: (path: readonly string[]) => readonly ValueReference[];
  /** Every reference there is. */
  readonly every: () => readonly ValueReference[];
  /** Names that are read below the path, as far as they are spelled out. */
  readonly keysBelow: (path: readonly string[]) => readonly string[];
  /** What templates refuse to be without. */
  readonly required: readonly ValueReference[];
  /** Settings that are written out with everything below them. */
  readonly all: readonly ValueReference[];
  /** Templates that are called and defined nowhere, and the first place that calls each. */
  readonly missing: ReadonlyMap<string, Site>;
  /** Values are evaluated as templates (`tpl`): texts in them that hold `{{` read settings too. */
  readonly evaluatesValues: boolean;
  /** The same, with these texts out of values evaluated as `tpl` would. */
  readonly withTexts: (texts: readonly ValueText[]) => TemplateReads;
}

/** A text in a values file that holds a template. */
export interface ValueText {
  readonly text: string;
  readonly site: Site;
}

/** Something outside of templates that reads a setting: a condition or a tag in Chart.yaml. */
export interface OutsideRead {
  readonly path: readonly string[];
  readonly site: Site;
}

export interface ReadsInput {
  /** The uppermost chart first. */
  readonly charts: readonly TracedChart[];
  readonly files: readonly TemplateFile[];
  readonly outside: readonly OutsideRead[];
  /** Everything at and below these paths may be read by what is not at hand. */
  readonly lost: readonly (readonly string[])[];
}

/** Traces every template of a tree of charts. */
export function traceReads(input: ReadsInput): TemplateReads {
  const marks = createMarks();
  const run = createRun(input.charts, input.files, marks);
  for (const { path, site } of input.outside) {
    for (const seen of pathsSeen(run, path)) {
      const reference = { path: seen, exact: true, kind: 'test' as const, site, spelled: [], certain: true };
      marks.add(reference, false);
    }
  }
  for (const path of input.lost) {
    for (const seen of pathsSeen(run, path)) {
      marks.lose(seen);
    }
  }
  for (const file of input.files.filter(({ rendered }) => rendered)) {
    renderFile(run, file);
  }
  traceUnreached(run, input);
  loseBroken(run, input);
  return readsOf(input, run, [marks]);
}

/** Definitions that nothing calls may be called by a chart that uses this one. */
function traceUnreached(run: Run, { files }: ReadsInput): void {
  const names = new Set(files.map(({ name }) => name));
  for (const definition of [...run.definitions.values()].flat()) {
    if (!run.reached.has(definition) && !names.has(definition.name)) {
      executeUnreached(run, definition);
    }
  }
  run.doubtful = false;
}

/** A template that cannot be read may read anything. */
function loseBroken(run: Run, { files }: ReadsInput): void {
  for (const { template, chart } of files) {
    if (template.problems.some(({ code }) => code === 'syntax' || code === 'too-deep')) {
      lose(run, rootOf(chart, ''));
    }
  }
}

function readsOf(input: ReadsInput, run: Run, marks: readonly Marks[]): TemplateReads {
  const every = (): readonly ValueReference[] => marks.flatMap(part => part.every());
  const references = every();
  const reads: TemplateReads = {
    isRead: path => strongest(marks.map(part => part.isRead(path))),
    references: path => marks.flatMap(part => part.references(path)),
    every,
    keysBelow: path => [...new Set(marks.flatMap(part => part.keysBelow(path)))],
    required: references.filter(({ kind }) => kind === 'required'),
    all: references.filter(({ kind }) => kind === 'whole'),
    missing: run.missing,
    evaluatesValues: run.textContexts.size > 0,
    withTexts: texts => withTexts(input, run, marks, reads, texts),
  };
  return reads;
}

const strongest = (answers: readonly ReadAnswer[]): ReadAnswer =>
  answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';

function withTexts(
  input: ReadsInput,
  first: Run,
  marks: readonly Marks[],
  reads: TemplateReads,
  texts: readonly ValueText[],
): TemplateReads {
  const templates = texts.filter(({ text }) => text.includes('{{'));
  if (templates.length === 0 || first.textContexts.size === 0) {
    return reads;
  }
  const own = createMarks();
  const run = createRun(input.charts, input.files, own);
  for (const [key, context] of first.textContexts) {
    run.textContexts.set(key, context);
    for (const { text, site } of templates) {
      const frame = {
        uri: site.uri,
        dot: context,
        scope: { variables: new Map(), around: undefined, sure: true },
        certain: false,
        fixed: site,
        output: { text: '', foreign: false },
      };
      evaluateText(run, text, context, frame);
    }
  }
  return readsOf(input, run, [...marks, own]);
}
