import { parse } from 'yaml';
import type { Form, JsonValue, KeyNote } from '../../server/src/core/product/table.ts';
import { parseDotted } from './dotted.ts';

/** One section of a note file: our text on a setting, and what it adds to the recorded facts. */
export interface NoteSection {
  /** The path as written in the heading. */
  readonly heading: string;
  readonly path: readonly string[];
  /** The heading began with `*.`: any path that ends with `path`. */
  readonly suffix: boolean;
  readonly file: string;
  /** 1-based line of the heading. */
  readonly line: number;
  readonly note: KeyNote;
  /** A semver range the text holds for; absent: every version. */
  readonly versions?: string;
  readonly facts: NoteFacts;
}

/** What a note says about the key itself. `form: null` takes a recorded form away. */
export interface NoteFacts {
  readonly form?: Form | null;
  readonly type?: string;
  readonly values?: readonly JsonValue[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: boolean;
}

export interface NoteError {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export const FORMS: readonly Form[] = [
  'quantity',
  'go-duration',
  'prometheus-duration',
  'percentage',
  'int-or-percentage',
  'port',
  'dns-name',
  'url',
  'host-port',
  'image',
  'image-tag',
  'cron',
  'label-key',
  'label-value',
  'cidr',
  'ip',
];

const FIELD = /^(Production|Source|Form|Type|Values|Minimum|Maximum|Required|Versions):\s*(.*)$/;
const HEADING = /^## +`(.+)`\s*$/;

interface Line {
  readonly text: string;
  readonly number: number;
}
interface Field {
  readonly value: string;
  readonly line: number;
}

/** Reads a note file (grammar: schemas/README.md). Every mistake is an error with its line; the rest is still read. */
export function parseNotes(text: string, file: string): { sections: NoteSection[]; errors: NoteError[] } {
  const sections: NoteSection[] = [];
  const errors: NoteError[] = [];
  for (const block of blocksOf(text)) {
    const report = (line: number, message: string): void => {
      errors.push({ file, line, message });
    };
    const section = readSection(block, file, report);
    if (section) sections.push(section);
  }
  return { sections, errors };
}

function blocksOf(text: string): Line[][] {
  const blocks: Line[][] = [];
  let fenced = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*```/.test(raw)) fenced = !fenced;
    const line = { text: raw, number: index + 1 };
    if (!fenced && raw.startsWith('## ')) blocks.push([line]);
    else blocks.at(-1)?.push(line);
  }
  return blocks;
}

function readSection(
  block: readonly Line[],
  file: string,
  report: (line: number, message: string) => void,
): NoteSection | undefined {
  const [head, ...rest] = block;
  if (!head) return undefined;
  const written = HEADING.exec(head.text)?.[1];
  if (written === undefined) {
    report(head.number, 'a heading is "## " and one path in backticks');
    return undefined;
  }
  const suffix = written.startsWith('*.');
  const path = parseDotted(suffix ? written.slice(2) : written);
  if (!path) {
    report(head.number, `"${written}" is not a path`);
    return undefined;
  }
  const { body, fields } = splitFields(rest, report);
  if (body === '') report(head.number, `${written} has no text`);
  if (/^#{1,6} /m.test(body.replace(/^```[\s\S]*?^```/gm, '')))
    report(head.number, `${written}: no headings inside a text`);
  const versions = readVersions(fields.get('Versions'), report);
  return {
    heading: written,
    path,
    suffix,
    file,
    line: head.number,
    note: readNote(body, fields, report),
    ...(versions !== undefined && { versions }),
    facts: readFacts(fields, report),
  };
}

/** The text ends at the first field that follows a blank line; after it only fields and blank lines may come. */
function splitFields(
  lines: readonly Line[],
  report: (line: number, message: string) => void,
): { body: string; fields: Map<string, Field> } {
  const start = lines.findIndex(
    (line, index) => FIELD.test(line.text) && (index === 0 || lines[index - 1]?.text.trim() === ''),
  );
  const body = (start < 0 ? lines : lines.slice(0, start))
    .map(line => line.text)
    .join('\n')
    .trim();
  const fields = new Map<string, Field>();
  for (const line of start < 0 ? [] : lines.slice(start)) {
    if (line.text.trim() === '') continue;
    const match = FIELD.exec(line.text);
    const name = match?.[1];
    if (name === undefined) report(line.number, `only fields may stand here, not "${line.text.trim().slice(0, 40)}"`);
    else if (fields.has(name)) report(line.number, `${name} is given twice`);
    else fields.set(name, { value: (match?.[2] ?? '').trim(), line: line.number });
  }
  return { body, fields };
}

function readNote(
  text: string,
  fields: ReadonlyMap<string, Field>,
  report: (line: number, message: string) => void,
): KeyNote {
  const production = fields.get('Production');
  const source = fields.get('Source');
  if (source && !/^https:\/\/\S+$/.test(source.value)) report(source.line, 'Source is one https: address');
  if (!production) {
    if (source) report(source.line, 'Source belongs to Production');
    return { text };
  }
  const bar = production.value.indexOf(' | ');
  const advice = production.value.slice(bar + 3).trim();
  if (bar < 0 || advice === '') {
    report(production.line, 'Production is "<value or -> | <what to set and why>"');
    return { text };
  }
  if (!source) report(production.line, 'Production needs a Source');
  const written = production.value.slice(0, bar).trim();
  const value = written === '-' ? undefined : readYaml(written, production.line, report);
  return { text, production: { ...(value !== undefined && { value }), text: advice, source: source?.value ?? '' } };
}

function readFacts(fields: ReadonlyMap<string, Field>, report: (line: number, message: string) => void): NoteFacts {
  const form = readForm(fields.get('Form'), report);
  const type = fields.get('Type')?.value;
  const values = readValues(fields.get('Values'), report);
  const minimum = readNumber(fields.get('Minimum'), report);
  const maximum = readNumber(fields.get('Maximum'), report);
  const required = fields.get('Required');
  if (required && required.value !== 'yes') report(required.line, 'Required is "yes" or absent');
  return {
    ...(form !== undefined && { form }),
    ...(type !== undefined && { type }),
    ...(values && { values }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(required && { required: true }),
  };
}

function readForm(field: Field | undefined, report: (line: number, message: string) => void): Form | null | undefined {
  if (!field) return undefined;
  if (field.value === '-') return null;
  const form = FORMS.find(known => known === field.value);
  if (!form) report(field.line, `"${field.value}" is not a form; known are ${FORMS.join(', ')}`);
  return form;
}

function readValues(
  field: Field | undefined,
  report: (line: number, message: string) => void,
): JsonValue[] | undefined {
  if (!field) return undefined;
  return field.value.split(',').map(item => readYaml(item.trim(), field.line, report) ?? null);
}

function readNumber(field: Field | undefined, report: (line: number, message: string) => void): number | undefined {
  if (!field) return undefined;
  const value = Number(field.value);
  if (field.value === '' || !Number.isFinite(value)) report(field.line, `"${field.value}" is not a number`);
  return value;
}

const VERSIONS = /^(?:(?:>=|<)\d+\.\d+\.\d+)(?: (?:>=|<)\d+\.\d+\.\d+)?$/;

function readVersions(field: Field | undefined, report: (line: number, message: string) => void): string | undefined {
  if (!field) return undefined;
  if (!VERSIONS.test(field.value)) report(field.line, 'Versions is ">=1.2.3", "<1.2.3" or ">=1.2.3 <1.5.0"');
  return field.value;
}

function readYaml(text: string, line: number, report: (line: number, message: string) => void): JsonValue | undefined {
  try {
    return parse(text) as JsonValue;
  } catch {
    report(line, `"${text}" is not a YAML value`);
    return undefined;
  }
}
