import type { Form, JsonValue, KeyNote, Provenance } from '../product/table.ts';
import { formName, formPattern } from './forms.ts';
import type { JsonSchema } from './json-schema.ts';

/**
 * schemas/products/kcp-operator/resources.json: the custom resources with our texts, in the compact form in which they
 * are shipped.
 */
export interface ResourceTable {
  /** Where each resource was read, by the same names as `resources`. */
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** What `source` of a note's advice counts in. */
  readonly sources: readonly string[];
  /** What `note` of a schema counts in; `{parent}` stands for the resource's kind. */
  readonly notes: readonly ResourceNote[];
  /** Types that several kinds share, by name. */
  readonly definitions: Readonly<Record<string, CompactSchema>>;
  /** By `<group>/<version>/<kind>`. */
  readonly resources: Readonly<Record<string, CompactSchema>>;
}

export interface ResourceNote {
  readonly text: string;
  readonly production?: { readonly value?: JsonValue; readonly text: string; readonly source: number };
}

/**
 * A JSON Schema without what can be derived. A map with fields is closed. Null is accepted everywhere: the API server
 * prunes it. `$ref` is the bare name of a definition (`Auth`, `k8s.Affinity`). `type` is left out where the content
 * tells it, and for texts.
 */
export interface CompactSchema
  extends Pick<JsonSchema, '$ref' | 'enum' | 'default' | 'required' | 'minimum' | 'maximum' | 'pattern' | 'x-since'> {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, CompactSchema>>;
  readonly items?: CompactSchema;
  readonly additionalProperties?: CompactSchema;
  readonly 'x-form'?: Form;
  readonly note?: number;
}

/**
 * The self-contained JSON Schema (draft-07) of one custom resource, with `definitions` (those of out/kubernetes.json) as
 * far as they are reached. Undefined when the table has no such resource.
 */
export function resourceSchema(
  table: ResourceTable,
  apiVersion: string,
  kind: string,
  definitions: JsonSchema,
): JsonSchema | undefined {
  const resource = own(table.resources, `${apiVersion}/${kind}`);
  if (!resource) return undefined;
  const root = expanded(table, kind, resource);
  const found = new Map<string, JsonSchema>();
  const waiting: JsonSchema[] = [root];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    for (const name of references(item)) {
      if (found.has(name)) continue;
      const shared = own(table.definitions, name);
      const schema = shared ? expanded(table, kind, shared) : own(definitions.definitions ?? {}, name);
      if (!schema) continue;
      found.set(name, schema);
      waiting.push(schema);
    }
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `${kind} (${apiVersion})`,
    ...root,
    definitions: Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** The names after `#/definitions/` in a schema; defaults and advice hold no schemas. */
function references(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  return Object.entries(schema).flatMap(([keyword, value]: [string, unknown]) => {
    if (keyword === '$ref' && typeof value === 'string') return [value.slice('#/definitions/'.length)];
    return keyword === 'default' || keyword === 'x-production' || keyword === 'enum' ? [] : references(value);
  });
}

function expanded(table: ResourceTable, kind: string, schema: CompactSchema): JsonSchema {
  const { type: _, $ref, enum: allowed, properties, items, additionalProperties: others, note, ...rest } = schema;
  const inner = (field: CompactSchema): JsonSchema => expanded(table, kind, field);
  return {
    ...rest,
    ...textsOf(schema, note === undefined ? undefined : noteOf(table, kind, note)),
    ...checksOf(schema),
    ...($ref !== undefined && { $ref: `#/definitions/${$ref}` }),
    ...($ref === undefined && { type: [typeOf(schema), 'null'] }),
    ...(allowed && { enum: [...allowed, null] }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, inner(field)])),
      additionalProperties: false,
    }),
    ...(others && { additionalProperties: inner(others) }),
    ...(items && { items: inner(items) }),
  };
}

function typeOf({ type, properties, additionalProperties, items }: CompactSchema): string {
  return type ?? (properties || additionalProperties ? 'object' : items ? 'array' : 'string');
}

function noteOf(table: ResourceTable, kind: string, index: number): KeyNote | undefined {
  const note = table.notes[index];
  if (!note) return undefined;
  const fill = (text: string): string => text.replaceAll('{parent}', kind);
  const { production } = note;
  return {
    text: fill(note.text),
    ...(production && {
      production: { ...production, text: fill(production.text), source: table.sources[production.source] ?? '' },
    }),
  };
}

function textsOf(schema: CompactSchema, note: KeyNote | undefined): JsonSchema {
  if (!note) return {};
  const { text, production } = note;
  const { 'x-since': since, 'x-form': form } = schema;
  const value =
    production?.value === undefined
      ? ''
      : `\`${typeof production.value === 'string' ? production.value : JSON.stringify(production.value)}\`. `;
  const facts = [
    ...(form === undefined ? [] : [`Form: ${formName(form)}.`]),
    ...(since === undefined ? [] : [`Since kcp-operator ${since}.`]),
  ];
  const markdown = [
    text,
    ...(production ? [`**In production:** ${value}${production.text} ([source](${production.source}))`] : []),
    ...(facts.length > 0 ? [facts.join(' ')] : []),
  ];
  return {
    description: plain(production ? `${text}\n\nIn production: ${value}${production.text}` : text),
    markdownDescription: markdown.join('\n\n'),
    ...(production && { 'x-production': production }),
  };
}

/** What a form says beyond the definition's own pattern. */
function checksOf(schema: CompactSchema): JsonSchema {
  const { pattern, 'x-form': form } = schema;
  if (form === undefined) return {};
  return {
    ...(form === 'port' && { minimum: 0, maximum: 65535 }),
    ...(typeOf(schema) === 'string' && pattern === undefined && { pattern: formPattern(form) }),
  };
}

/** Markdown without its marks. */
const plain = (text: string): string => text.replace(/`([^`]*)`|\*\*([^*]*)\*\*|\[([^\]]*)\]\([^)]*\)/g, '$1$2$3');
