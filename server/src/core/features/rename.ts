import type { Analysis, ChartKnowledge } from '../analyze.ts';
import { createChart } from '../chart/chart.ts';
import { textsOf, withTexts } from '../chart/files.ts';
import type { ValueReference } from '../chart/references.ts';
import { reparse } from '../manifest/reparse.ts';
import { schemasAt } from '../schema/cursor.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import { positionAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { ValuesDocument } from '../values/document.ts';
import { editsFor } from '../values/edit.ts';
import { entryAt, nodeAt } from '../values/node.ts';
import { formatPath, type Path, startsWith } from '../values/path.ts';
import { linesIn } from './lines-in.ts';
import { placeAt } from './place-at.ts';
import { readsOf } from './value-sites.ts';

/** A key that may be renamed, as far as can be told before the new name is known; or why it may not. */
export type RenamePlace =
  | {
      readonly ok: true;
      readonly path: Path;
      readonly name: string;
      readonly span: Span;
      readonly chart: ChartKnowledge;
    }
  | Refusal;

export interface Refusal {
  readonly ok: false;
  readonly reason: string;
}

const refused = (reason: string): Refusal => ({ ok: false, reason });

type NameOf = (uri: string) => string;

/** The key under the cursor. Its chart must be at hand, for nothing else tells who reads it. */
export function renameAt(analysis: Analysis, document: ValuesDocument, offset: number, nameOf: NameOf): RenamePlace {
  const place = placeAt(document.root, offset);
  const name = place?.path.at(-1);
  if (place?.part !== 'key' || typeof name !== 'string') {
    return refused('Only keys can be renamed.');
  }
  const { path, span } = place;
  const { chart } = analysis.snapshot;
  const reason = chart ? notOurs(analysis, chart, path) : 'No chart is at hand: nothing tells which templates read it.';
  if (!chart || reason !== undefined) {
    return refused(reason ?? '');
  }
  const known = obstacle(analysis, chart, path, nameOf);
  return known === undefined ? { ok: true, path, name, span, chart } : refused(known);
}

function notOurs({ snapshot: { settings } }: Analysis, chart: ChartKnowledge, path: Path): string | undefined {
  const source = settings.find(({ prefix }) => startsWith(path, prefix));
  const [first] = path;
  if (source?.table || source?.reader) {
    return `The settings of ${source.title} are what they are.`;
  }
  if (first === 'global') {
    return "'global' is for all subcharts: who else reads it is not known.";
  }
  if (
    chart.model.dependencies.some(({ key }) => key === first) ||
    chart.model.subcharts.some(({ key }) => key === first)
  ) {
    return `'${first}' holds the values of a subchart.`;
  }
  if (path.some(segment => typeof segment === 'number')) {
    return 'It stands in a list, whose other items have a key of this name too.';
  }
  return source && schemasAt(source.strict ? source.schema : {}, path).length > 0
    ? 'values.schema.json names it.'
    : undefined;
}

/** Why it is not certain that all readers are known, or that they spell the name. */
function obstacle(analysis: Analysis, chart: ChartKnowledge, path: Path, nameOf: NameOf): string | undefined {
  const linesOf = linesIn([analysis]);
  const place = ({ site: { uri, span } }: ValueReference) => {
    const lines = linesOf(uri);
    return lines ? `${nameOf(uri)}:${positionAt(lines, span.start).line + 1}` : nameOf(uri);
  };
  const texts = textsOf(chart.files);
  for (const reference of readsOf(analysis, path)) {
    if (reference.path.length < path.length) {
      return `${place(reference)} reads all of '${reference.path.join('.') || 'the values'}', the names of its keys with it.`;
    }
    if (!startsWith(reference.path, path)) {
      return `${place(reference)} may read it under a name that is put together when the template runs.`;
    }
    if (reference.site.uri.startsWith(`${chart.files.folder ?? ''}charts/`)) {
      return `${place(reference)} reads it, in a subchart.`;
    }
    const spelled = spelledIn(reference, path);
    const text = texts.get(reference.site.uri)?.slice(...slice(spelled ?? reference.site.span));
    if (spelled ? text !== path.at(-1) : !isChain(text)) {
      return `${place(reference)} reads it without spelling its name.`;
    }
  }
  const stranger = [...path.slice(0, -1).map(String), unheardOf];
  return chart.model.templateReads().isRead(stranger) === 'no'
    ? undefined
    : 'It cannot be told for certain which keys the templates read here.';
}

/** A key that nobody has: what reads it reads any key. */
const unheardOf = 'a key that nobody has';

const slice = ({ start, end }: Span) => [start, end] as const;

/** Where the reference spells the last segment of `path`. */
const spelledIn = ({ path: read, spelled }: ValueReference, path: Path): Span | undefined =>
  spelled[path.length - 1 - (read.length - spelled.length)];

/** `.`, `$x`, `.a.b`: goes on from a scope or variable, whose own place spells the rest. */
const isChain = (text: string | undefined): boolean => /^(?:\$\w*)?(?:\.\w+)*$|^\.$/.test(text ?? ' ');

// ---------------------------------------------------------------- renaming

export type Renamed = { readonly ok: true; readonly edits: readonly TextEdit[] } | Refusal;

/**
 * The edits that give the key another name in all values (`documents`) and templates. The proof: the templates of the
 * chart as it would be are traced anew, and must read the new key wherever they read the old one, and nothing else.
 */
export function rename(
  { path, name, chart }: Extract<RenamePlace, { ok: true }>,
  newName: string,
  documents: readonly ValuesDocument[],
): Renamed {
  const reason = unfit(chart, path, name, newName, documents);
  if (reason !== undefined) {
    return refused(reason);
  }
  const inValues = valuesEdits(documents, path, newName);
  if (!inValues) {
    return refused('A values file sets it through an anchor, or in a form that cannot be edited.');
  }
  const inTemplates = templateEdits(chart, path, newName);
  if (!inTemplates) {
    return refused(`A template reads it as '.${name}', where only letters, digits and '_' can stand.`);
  }
  const edits = [...inValues, ...inTemplates];
  return isProven(chart, path, newName, edits)
    ? { ok: true, edits }
    : refused(`Templates reach '${formatPath(path)}' in a way that another name would break.`);
}

function unfit(
  chart: ChartKnowledge,
  path: Path,
  name: string,
  newName: string,
  documents: readonly ValuesDocument[],
): string | undefined {
  const parent = path.slice(0, -1);
  const target = [...parent, newName];
  if (newName === '' || newName === name || !/^[^\s"'`\\{}]+$/.test(newName)) {
    return newName === name ? 'This is its name.' : `'${newName}' is no name for a setting.`;
  }
  const taken =
    chart.knows(target.map(String)) === 'yes' || documents.some(({ root }) => nodeAt(root, target) !== undefined);
  return taken || (path.length === 1 && newName === 'global')
    ? `There is a '${formatPath(target)}' already.`
    : undefined;
}

/** Undefined where some document cannot be edited. Documents of one file are edited one after the other. */
function valuesEdits(documents: readonly ValuesDocument[], path: Path, name: string): TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const document of documents) {
    if (entryAt(document.root, path) !== undefined) {
      const own = editsFor(document, [{ op: 'rename', path, name }], reparse);
      if (!own) {
        return undefined;
      }
      edits.push(...own);
    }
  }
  return distinct(edits);
}

/** Undefined where the new name cannot stand in place of the old one. */
function templateEdits({ files, model }: ChartKnowledge, path: Path, name: string): TextEdit[] | undefined {
  const texts = textsOf(files);
  const edits = model
    .templateReads()
    .references(path.map(String))
    .flatMap(reference => {
      const span = spelledIn(reference, path);
      return span ? [{ uri: reference.site.uri, span, newText: name }] : [];
    });
  const isField = ({ uri, span }: TextEdit) => !/["`]/.test(texts.get(uri)?.charAt(span.start - 1) ?? '');
  return edits.some(isField) && !/^[A-Za-z_]\w*$/.test(name) ? undefined : distinct(edits);
}

const distinct = (edits: readonly TextEdit[]): TextEdit[] => [
  ...new Map(edits.map(edit => [`${edit.uri}#${edit.span.start}`, edit])).values(),
];

function isProven({ files, model }: ChartKnowledge, path: Path, newName: string, edits: readonly TextEdit[]): boolean {
  const texts = new Map(
    [...textsOf(files)].map(([uri, text]) => [
      uri,
      applyEdits(
        text,
        edits.filter(edit => edit.uri === uri),
      ),
    ]),
  );
  const after = createChart(withTexts(files, texts)).templateReads();
  const renamed = (read: readonly string[]) => (startsWith(read, path) ? read.with(path.length - 1, newName) : read);
  const drawn = (references: readonly ValueReference[], asRead: (read: readonly string[]) => readonly string[]) =>
    references
      .map(({ path: read, kind, exact, certain, site }) =>
        JSON.stringify([site.uri, asRead(read), kind, exact, certain]),
      )
      .sort()
      .join('\n');
  return (
    drawn(model.templateReads().every(), renamed) === drawn(after.every(), read => read) &&
    after.isRead(path.map(String)) === 'no'
  );
}
