import type { JsonSchema } from '../schema/json-schema.ts';
import type { Documented, DocumentedEntry, DocumentedValue } from './comments.ts';
import { kubernetesTypeOf } from './kubernetes-key.ts';

/**
 * A JSON Schema (draft-07) made of a chart's defaults and their comments. It says what is known and refuses little: every
 * map is open, null is accepted everywhere (in Helm it removes a default), and a type is only as narrow as the default proves.
 * References point to `#/definitions/k8s.<Type>`; the caller adds these definitions.
 */
export function inferSchema({ root }: Documented): JsonSchema {
  const $schema = 'http://json-schema.org/draft-07/schema#';
  return root ? { $schema, ...schemaOfMap(root) } : { $schema, type: ['object', 'null'] };
}

function schemaOfMap({ entries }: DocumentedValue): JsonSchema {
  const properties: [string, JsonSchema][] = [...entries].map(([name, entry]) => [name, schemaOfEntry(name, entry)]);
  return { type: ['object', 'null'], ...(properties.length > 0 && { properties: Object.fromEntries(properties) }) };
}

function schemaOfEntry(name: string, entry: DocumentedEntry): JsonSchema {
  const description = describe(entry);
  return {
    ...(entry.schema ?? { ...annotatedType(entry), ...schemaOfValue(name, entry.value, entry) }),
    ...(description !== '' && { description: entry.schema?.description ?? description }),
    ...(!entry.commentedOut && isSmall(entry.value) && { default: entry.value.value }),
  };
}

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

function schemaOfValue(name: string, value: DocumentedValue, entry?: DocumentedEntry): JsonSchema {
  const kubernetes = kubernetesTypeOf(name, value);
  if (kubernetes) {
    return kubernetes;
  }
  switch (value.kind) {
    case 'map':
      return value.entries.size === 0
        ? { type: ['object', 'array', 'string', 'null'] }
        : { ...schemaOfMap(value), type: ['object', 'null', ...(onlyCommented(value) ? ['array', 'string'] : [])] };
    case 'list':
      return { type: ['array', 'null', ...(value.items.length === 0 ? ['object', 'string'] : [])], ...itemsOf(value) };
    case 'scalar':
      return value.entries.size > 0
        ? { properties: schemaOfMap(value).properties ?? {} }
        : scalarSchema(name, value, entry);
  }
}

const onlyCommented = ({ entries }: DocumentedValue): boolean =>
  [...entries.values()].every(({ commentedOut }) => commentedOut === true);

/** Items are described when all of them are maps; lists of scalars take any scalar. */
function itemsOf({ items }: DocumentedValue): JsonSchema {
  if (items.length === 0) {
    return {};
  }
  if (items.every(({ kind }) => kind === 'scalar')) {
    return { items: { type: ['string', 'number', 'boolean', 'null'] } };
  }
  if (!items.every(({ kind }) => kind === 'map')) {
    return {};
  }
  const merged = new Map<string, DocumentedEntry>();
  for (const [name, entry] of items.slice(0, 200).flatMap(item => [...item.entries])) {
    const known = merged.get(name);
    merged.set(name, known && known.value.kind !== entry.value.kind ? { ...entry, value: anything } : (known ?? entry));
  }
  const properties = [...merged].map(([name, entry]): [string, JsonSchema] => {
    const { default: _, ...schema } = schemaOfEntry(name, entry);
    return [name, schema];
  });
  return { items: { type: ['object', 'string', 'null'], properties: Object.fromEntries(properties) } };
}

const anything: DocumentedValue = { kind: 'scalar', value: null, entries: new Map(), items: [] };

/** Keys whose Kubernetes field takes a number or a text. */
const intOrString =
  /(?:^|[a-z])(?:[pP]ort|maxUnavailable|minAvailable|maxSurge)$|^(?:maxUnavailable|minAvailable|maxSurge)$/;

function scalarSchema(name: string, { value }: DocumentedValue, entry: DocumentedEntry | undefined): JsonSchema {
  switch (typeof value) {
    case 'boolean':
      return { type: ['boolean', 'null'] };
    case 'number':
      return { type: intOrString.test(name) ? ['integer', 'string', 'null'] : ['number', 'string', 'null'] };
    case 'string':
      return value === '' && entry?.type !== 'string' ? {} : { type: ['string', 'number', 'boolean', 'null'] };
    default:
      return {};
  }
}
