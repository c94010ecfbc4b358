import { existsSync, readFileSync } from 'node:fs';
import type { CompactSchema, ResourceNote, ResourceTable } from '../../server/src/core/schema/resource-schema.ts';
import type { Mistake } from './check.ts';
import { dotted } from './dotted.ts';
import type { ResourceFacts } from './kcp-crds.ts';
import { type NoteSection, parseNotes } from './notes.ts';

const NOTES = 'notes/kcp/operator-resources.md';

/**
 * The custom resources of kcp-operator and etcd-druid with our texts, for schemas/products/kcp-operator/resources.json.
 * Headings of the notes begin with the kind (`RootShard.spec.cache`), with the shared type (`Auth.oidc`), or with `*.`
 * (any kind or type that has a field of that end; `{parent}` is the kind).
 */
export function resourceTable(schemas: URL, mistakes: Mistake[]): ResourceTable | undefined {
  const recorded = new URL('facts/kcp-resources.json', schemas);
  if (!existsSync(recorded)) return undefined;
  const facts = JSON.parse(readFileSync(recorded, 'utf8')) as ResourceFacts;
  const { sections, errors } = parseNotes(readFileSync(new URL(NOTES, schemas), 'utf8'), NOTES);
  mistakes.push(...errors.map(error => ({ where: `${error.file}:${error.line}`, message: error.message })));
  const writer: Writer = { sections, used: new Set(), mistakes };
  const definitions = mapValues(facts.definitions, (schema, name) => described(writer, [name], schema));
  const resources = mapValues(facts.resources, (schema, id) => withSpec(writer, id, schema));
  for (const section of sections.filter(other => !writer.used.has(other))) {
    mistakes.push({ where: placeOf(section), message: `no resource has ${section.heading}` });
  }
  mistakes.push(...doubled(sections));
  const sources = [
    ...new Set(sections.flatMap(({ note }) => (note.production ? [note.production.source] : []))),
  ].sort();
  return {
    provenance: facts.provenance,
    sources,
    notes: sections.map(section => compactNote(section, sources)),
    definitions,
    resources,
  };
}

interface Writer {
  /** In the order of the file, which a schema's `note` counts in. */
  readonly sections: readonly NoteSection[];
  readonly used: Set<NoteSection>;
  readonly mistakes: Mistake[];
}

const placeOf = (section: NoteSection): string => `${section.file}:${section.line}`;

function compactNote({ note: { text, production } }: NoteSection, sources: readonly string[]): ResourceNote {
  return { text, ...(production && { production: { ...production, source: sources.indexOf(production.source) } }) };
}

const mapValues = <T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Record<string, U> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));

/** The text of a kind stands under its bare name. */
function withSpec(writer: Writer, id: string, schema: CompactSchema): CompactSchema {
  const kind = id.split('/').at(-1) ?? id;
  const spec = schema.properties?.spec ?? {};
  return {
    note: noteFor(writer, [kind]),
    ...schema,
    properties: { ...schema.properties, spec: described(writer, [kind, 'spec'], spec) },
  };
}

function described(writer: Writer, path: readonly string[], schema: CompactSchema): CompactSchema {
  return { note: noteFor(writer, path), ...withFields(writer, path, schema) };
}

/** An item of a list or map has no text of its own, but its fields have. */
function withFields(writer: Writer, path: readonly string[], schema: CompactSchema): CompactSchema {
  const { properties, items, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(properties && {
      properties: mapValues(properties, (field, name) => described(writer, [...path, name], field)),
    }),
    ...(items && { items: withFields(writer, [...path, '[]'], items) }),
    ...(additionalProperties && { additionalProperties: withFields(writer, [...path, '*'], additionalProperties) }),
  };
}

function noteFor(writer: Writer, path: readonly string[]): number {
  const fitting = writer.sections.filter(section => fits(section, path));
  const longest = Math.max(...fitting.map(weight));
  const section = fitting.find(other => weight(other) === longest);
  if (!section) {
    writer.mistakes.push({ where: NOTES, message: `no text for ${dotted(path)}` });
    return -1;
  }
  if (section.note.text.includes('{parent}') && path.length !== section.path.length + 1) {
    writer.mistakes.push({ where: placeOf(section), message: `${dotted(path)}: {parent} is not the kind` });
  }
  writer.used.add(section);
  return writer.sections.indexOf(section);
}

const weight = (section: NoteSection): number => section.path.length + (section.suffix ? 0 : 1);

function fits(section: NoteSection, path: readonly string[]): boolean {
  const offset = path.length - section.path.length;
  return (
    (section.suffix ? offset >= 1 : offset === 0) && section.path.every((key, index) => path[index + offset] === key)
  );
}

function doubled(sections: readonly NoteSection[]): Mistake[] {
  const first = new Map<string, NoteSection>();
  return sections.flatMap(section => {
    const before = first.get(section.note.text);
    first.set(section.note.text, before ?? section);
    return before ? [{ where: placeOf(section), message: `${section.heading} has the text of ${before.heading}` }] : [];
  });
}
