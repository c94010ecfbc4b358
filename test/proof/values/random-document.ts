import type { Path } from '../../../server/src/core/values/path.ts';
import type { Random } from '../../support/random.ts';

/** A values file as people write them, with every comment numbered. */
export interface RandomDocument {
  readonly text: string;
  /** Paths of all entries and items. */
  readonly paths: readonly Path[];
  /** By the comment's text: the entry or item that it belongs to. */
  readonly comments: ReadonlyMap<string, Path>;
}

interface Writer {
  readonly random: Random;
  readonly indent: number;
  readonly indentLists: boolean;
  readonly lines: string[];
  readonly paths: Path[];
  readonly comments: Map<string, Path>;
}

const scalars = [
  '1',
  'true',
  'text',
  '"quoted"',
  "'it''s'",
  '',
  '~',
  '[]',
  '{}',
  '0.5',
  'two words',
  '"a: b # c"',
  '[1, two, "3"]',
  '{x: 1, z: {q: [2]}}',
  '{ p: 1 }',
];

export function randomDocument(random: Random): RandomDocument {
  const writer: Writer = {
    random,
    indent: random.below(3) === 0 ? 4 : 2,
    indentLists: random.below(2) === 0,
    lines: [],
    paths: [],
    comments: new Map(),
  };
  if (random.below(4) === 0) {
    writer.lines.push(...(random.below(2) === 0 ? ['# production-values: profile=production'] : []), '---');
  }
  writeMap(writer, [], 0, 0);
  const lineBreak = random.below(4) === 0 ? '\r\n' : '\n';
  const end = random.below(6) === 0 && !writer.lines.at(-1)?.startsWith(' ') ? '' : lineBreak;
  const mark = random.below(10) === 0 ? '\ufeff' : '';
  return { text: mark + writer.lines.join(lineBreak) + end, paths: writer.paths, comments: writer.comments };
}

const chance = ({ random }: Writer, oneIn: number): boolean => random.below(oneIn) === 0;

function comment(writer: Writer, path: Path): string {
  const text = `# note ${writer.comments.size}.`;
  writer.comments.set(text, path);
  return text;
}

function writeMap(writer: Writer, path: Path, column: number, depth: number, lead?: string): void {
  const names = ['a', 'b', 'c', 'name', '"quoted key"', 'x.y', "'on'"].filter(() => chance(writer, 2));
  const used = names.length === 0 ? ['only'] : names;
  for (const [index, name] of used.entries()) {
    const child = [...path, name.replace(/["']/g, '')];
    const first = index === 0 && lead !== undefined;
    if (!first) {
      writeLead(writer, child, column);
    }
    writeEntry(writer, child, first ? `${lead}${name}:` : `${' '.repeat(column)}${name}:`, column, depth);
  }
  if (chance(writer, 5) && path.length > 0) {
    writer.lines.push(`${' '.repeat(column)}${comment(writer, path)}`);
  }
}

function writeLead(writer: Writer, path: Path, column: number): void {
  if (chance(writer, 6)) {
    writer.lines.push('');
  }
  if (chance(writer, 3)) {
    writer.lines.push(`${' '.repeat(column)}${comment(writer, path)}`);
  }
}

function writeEntry(writer: Writer, path: Path, lead: string, column: number, depth: number): void {
  writer.paths.push(path);
  const inline = chance(writer, 4) ? ` ${comment(writer, path)}` : '';
  const kind = depth > 3 ? 0 : writer.random.below(10);
  if (kind < 5) {
    writer.lines.push(`${lead} ${writer.random.pick(scalars) ?? ''}${inline}`);
  } else if (kind < 8) {
    writer.lines.push(lead + inline);
    writeMap(writer, path, column + writer.indent, depth + 1);
  } else if (kind < 9) {
    writer.lines.push(lead + inline);
    writeList(writer, path, column + (writer.indentLists ? 2 : 0), depth + 1);
  } else {
    const header = writer.random.pick(['|', '|-', '>', '|+']) ?? '|';
    writer.lines.push(
      `${lead} ${header}${inline}`,
      `${' '.repeat(column + 2)}some text`,
      '',
      `${' '.repeat(column + 4)}# not a note`,
      ...(chance(writer, 2) ? [''] : []),
    );
  }
}

function writeList(writer: Writer, path: Path, column: number, depth: number): void {
  const length = 1 + writer.random.below(3);
  for (let index = 0; index < length; index++) {
    const item = [...path, index];
    writeLead(writer, item, column);
    writer.paths.push(item);
    if (chance(writer, 2)) {
      writer.lines.push(
        `${' '.repeat(column)}- ${writer.random.pick(scalars) || 'x'}${chance(writer, 4) ? ` ${comment(writer, item)}` : ''}`,
      );
    } else {
      writeMap(writer, item, column + 2, depth + 1, `${' '.repeat(column)}- `);
    }
  }
}
