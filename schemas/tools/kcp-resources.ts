import { existsSync, readFileSync } from 'node:fs';
import type { KeyNote } from '../../server/src/core/product/table.ts';
import type { JsonSchema } from '../../server/src/core/schema/json-schema.ts';
import type { ResourceTable } from '../../server/src/core/schema/resource-schema.ts';
import type { Mistake } from './check.ts';
import { dotted } from './dotted.ts';
import type { ResourceFacts } from './kcp-crds.ts';
import { type NoteSection, parseNotes } from './notes.ts';

/**
 * The custom resources of kcp-operator and etcd-druid with our texts, for schemas/products/kcp-operator/resources.json.
 * Headings of the notes begin with the kind (`RootShard.spec.cache`), with the shared type (`Auth.oidc`), or with `*.`
 * (any kind or type that has a field of that end).
 */
export function resourceTable(schemas: URL, mistakes: Mistake[]): ResourceTable | undefined {
  const recorded = new URL('facts/kcp-resources.json', schemas);
  if (!existsSync(recorded)) return undefined;
  const facts = JSON.parse(readFileSync(recorded, 'utf8')) as ResourceFacts;
  const file = 'notes/kcp/operator-resources.md';
  const { sections, errors } = parseNotes(readFileSync(new URL(file, schemas), 'utf8'), file);
  mistakes.push(...errors.map(error => ({ where: `${error.file}:${error.line}`, message: error.message })));
  const used = new Set<NoteSection>();
  const writer: Writer = { sections, used, mistakes };
  const definitions = mapValues(facts.definitions, (schema, name) => described(writer, [name], schema));
  const resources = mapValues(facts.resources, (schema, id) => withSpec(writer, id, schema));
  for (const section of sections.filter(other => !used.has(other))) {
    mistakes.push({ where: `${section.file}:${section.line}`, message: `no resource has ${section.heading}` });
  }
  mistakes.push(...doubled(sections));
  return { provenance: facts.provenance, definitions, resources };
}

interface Writer {
  readonly sections: readonly NoteSection[];
  readonly used: Set<NoteSection>;
  readonly mistakes: Mistake[];
}

const mapValues = <T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Record<string, U> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));

/** The text of a kind stands under its bare name. */
function withSpec(writer: Writer, id: string, schema: JsonSchema): JsonSchema {
  const kind = id.split('/').at(-1) ?? id;
  const spec = schema.properties?.spec ?? {};
  return {
    ...texts(writer, [kind]),
    ...schema,
    properties: { ...schema.properties, spec: described(writer, [kind, 'spec'], spec) },
  };
}

function described(writer: Writer, path: readonly string[], schema: JsonSchema): JsonSchema {
  const { properties, items, additionalProperties, ...rest } = schema;
  const values =
    typeof additionalProperties === 'object'
      ? { additionalProperties: inner(writer, [...path, '*'], additionalProperties) }
      : {};
  return {
    ...texts(writer, path),
    ...rest,
    ...(additionalProperties !== undefined && { additionalProperties }),
    ...values,
    ...(properties && {
      properties: mapValues(properties, (field, name) => described(writer, [...path, name], field)),
    }),
    ...(items && { items: inner(writer, [...path, '[]'], items) }),
  };
}

/** An item of a list or map has a text of its own only when it is a map with fields. */
const inner = (writer: Writer, path: readonly string[], schema: JsonSchema): JsonSchema =>
  schema.properties
    ? {
        ...schema,
        properties: mapValues(schema.properties, (field, name) => described(writer, [...path, name], field)),
      }
    : schema;

function texts(writer: Writer, path: readonly string[]): JsonSchema {
  const fitting = writer.sections.filter(section => fits(section, path));
  const longest = Math.max(...fitting.map(weight));
  const section = fitting.find(other => weight(other) === longest);
  if (!section) {
    writer.mistakes.push({ where: 'notes/kcp/operator-resources.md', message: `no text for ${dotted(path)}` });
    return {};
  }
  writer.used.add(section);
  const { text, production } = filled(section, path);
  return { description: text, ...(production && { 'x-production': production }) };
}

const weight = (section: NoteSection): number => section.path.length + (section.suffix ? 0 : 1);

function fits(section: NoteSection, path: readonly string[]): boolean {
  const offset = path.length - section.path.length;
  return (
    (section.suffix ? offset >= 1 : offset === 0) && section.path.every((key, index) => path[index + offset] === key)
  );
}

function filled(section: NoteSection, path: readonly string[]): KeyNote {
  const parent = dotted(path.slice(0, path.length - section.path.length));
  const fill = (text: string): string => text.replaceAll('{parent}', parent);
  const { text, production } = section.note;
  return { text: fill(text), ...(production && { production: { ...production, text: fill(production.text) } }) };
}

function doubled(sections: readonly NoteSection[]): Mistake[] {
  const first = new Map<string, NoteSection>();
  return sections.flatMap(section => {
    const before = first.get(section.note.text);
    first.set(section.note.text, before ?? section);
    return before
      ? [{ where: `${section.file}:${section.line}`, message: `${section.heading} has the text of ${before.heading}` }]
      : [];
  });
}
