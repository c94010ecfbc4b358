import type { JsonSchema } from '../schema/json-schema.ts';
import type { Documented, DocumentedEntry, DocumentedValue } from './comments.ts';
import { type FitsKubernetes, kubernetesTypeOf } from './kubernetes-key.ts';

/**
 * A JSON Schema (draft-07) made of a chart's defaults and their comments. It says what is known and refuses little: every
 * map is open, null is accepted everywhere (in Helm it removes a default), and a type is only as narrow as the default proves.
 * References point to `#/definitions/k8s.<Type>`; the caller adds these definitions.
 */
export function inferSchema({ root }: Documented, fits?: FitsKubernetes): JsonSchema {
  const $schema = 'http://json-schema.org/draft-07/schema#';
  return root ? { $schema, ...schemaOfMap(root, fits) } : { $schema, type: ['object', 'null'] };
}

function schemaOfMap({ entries }: DocumentedValue, fits: FitsKubernetes | undefined): JsonSchema {
  const properties: [string, JsonSchema][] = [...entries].map(([name, entry]) => [
    name,
    schemaOfEntry(name, entry, fits),
  ]);
  return { type: ['object', 'null'], ...(properties.length > 0 && { properties: Object.fromEntries(properties) }) };
}

function schemaOfEntry(name: string, entry: DocumentedEntry, fits: FitsKubernetes | undefined): JsonSchema {
  const description = describe(entry);
  return {
    ...(entry.schema ? annotated(entry.schema, entry, fits) : inferredOf(name, entry, fits)),
    ...(description !== '' && { description: entry.schema?.description ?? description }),
    ...(!entry.commentedOut && isSmall(entry.value) && { default: entry.value.value }),
  };
}

const inferredOf = (name: string, entry: DocumentedEntry, fits: FitsKubernetes | undefined): JsonSchema => ({
  ...annotatedType(entry),
  ...schemaOfValue(name, entry.value, fits, entry),
});

/** An annotation says what the value is; the entries of a map are still described by their own comments. */
function annotated(schema: JsonSchema, { value }: DocumentedEntry, fits: FitsKubernetes | undefined): JsonSchema {
  const below = value.entries.size > 0 ? schemaOfMap(value, fits).properties : undefined;
  return withNull(below ? { ...schema, properties: { ...below, ...schema.properties } } : schema);
}

const withNull = (schema: JsonSchema): JsonSchema =>
  schema.type === undefined ? schema : { ...schema, type: [...new Set([schema.type, 'null'].flat())] };

const describe = ({ text = '', default: fallback }: DocumentedEntry): string =>
  fallback === undefined ? text : `${text}${text === '' ? '' : '\n\n'}Default: ${fallback}`;

/** Defaults that are shown beside a key; larger ones would repeat the file. */
const isSmall = ({ kind, entries, items }: DocumentedValue): boolean =>
  kind === 'scalar' || (entries.size === 0 && items.length <= 20);

/** What the comment says of a value whose default proves nothing. */
function annotatedType({ type, value }: DocumentedEntry): JsonSchema {
  const proves = value.kind !== 'scalar' || (value.value !== null && value.value !== '');
  const known = type === undefined ? undefined : annotatedTypes.get(type);
  return proves || !known ? {} : { type: [...known, 'null'] };
}

const annotatedTypes: ReadonlyMap<string, readonly string[]> = new Map([
  ['object', ['object', 'string']],
  ['array', ['array', 'string']],
  ['list', ['array', 'string']],
]);

function schemaOfValue(
  name: string,
  value: DocumentedValue,
  fits: FitsKubernetes | undefined,
  entry: DocumentedEntry,
): JsonSchema {
  const kubernetes = kubernetesTypeOf(name, value, fits);
  if (kubernetes) {
    return kubernetes;
  }
  switch (value.kind) {
    case 'map':
      return value.entries.size === 0
        ? { type: ['object', 'array', 'string', 'null'] }
        : {
            ...schemaOfMap(value, fits),
            type: ['object', 'null', ...(onlyCommented(value) ? ['array', 'string'] : [])],
          };
    case 'list':
      return {
        type: ['array', 'null', ...(value.items.length === 0 ? ['object', 'string'] : [])],
        ...itemsOf(value, fits),
      };
    case 'scalar':
      return value.entries.size > 0
        ? { properties: schemaOfMap(value, fits).properties ?? {} }
        : scalarSchema(name, value, entry);
  }
}

const onlyCommented = ({ entries }: DocumentedValue): boolean =>
  [...entries.values()].every(({ commentedOut }) => commentedOut === true);

/** Items are described when all of them are maps; lists of scalars take any scalar. */
function itemsOf({ items }: DocumentedValue, fits: FitsKubernetes | undefined): JsonSchema {
  if (items.length === 0) {
    return {};
  }
  if (items.every(({ kind }) => kind === 'scalar')) {
    return { items: { type: ['string', 'number', 'boolean', 'null'] } };
  }
  if (!items.every(({ kind }) => kind === 'map')) {
    return {};
  }
  const properties = new Map<string, JsonSchema>();
  for (const [name, entry] of items.slice(0, 200).flatMap(item => [...item.entries])) {
    if (!properties.has(name)) {
      properties.set(name, schemaOfItemEntry(name, entry, fits));
    }
  }
  return { items: { type: ['object', 'string', 'null'], properties: Object.fromEntries(properties) } };
}

/** What one item holds proves nothing about the next one: only names and texts carry over. */
function schemaOfItemEntry(name: string, entry: DocumentedEntry, fits: FitsKubernetes | undefined): JsonSchema {
  const { default: _, ...schema } = schemaOfEntry(name, entry, fits);
  const { description } = schema;
  return entry.value.kind === 'scalar' && !entry.schema
    ? { ...(description !== undefined && { description }) }
    : schema;
}

/** Keys whose Kubernetes field takes a number or a text. */
const intOrString =
  /(?:^|[a-z])(?:[pP]ort|maxUnavailable|minAvailable|maxSurge)$|^(?:maxUnavailable|minAvailable|maxSurge)$/;

function scalarSchema(name: string, { value }: DocumentedValue, entry: DocumentedEntry): JsonSchema {
  switch (typeof value) {
    case 'boolean':
      return { type: ['boolean', 'null'] };
    case 'number':
      return { type: intOrString.test(name) ? ['integer', 'string', 'null'] : ['number', 'string', 'null'] };
    case 'string':
      return value === '' && entry.type !== 'string' ? {} : { type: ['string', 'number', 'boolean', 'null'] };
    default:
      return {};
  }
}
