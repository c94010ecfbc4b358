import type { Form, Provenance } from '../product/table.ts';
import { formName, formPattern } from './forms.ts';
import type { JsonSchema } from './json-schema.ts';

/** schemas/products/kcp-operator/resources.json: the custom resources with our texts, in the compact form it is shipped in. */
export interface ResourceTable {
  /** Where each resource was read, by the same names as `resources`. */
  readonly provenance: Readonly<Record<string, Provenance>>;
  /** Types that several kinds share, by name. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** By `<group>/<version>/<kind>`. */
  readonly resources: Readonly<Record<string, JsonSchema>>;
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
  const root = expanded(resource);
  const found = new Map<string, JsonSchema>();
  const waiting: unknown[] = [root];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    for (const name of references(item)) {
      if (found.has(name)) continue;
      const schema = ownType(table, name) ?? own(definitions.definitions ?? {}, name);
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

function ownType(table: ResourceTable, name: string): JsonSchema | undefined {
  const schema = own(table.definitions, name);
  return schema && expanded(schema);
}

/** The names after `#/definitions/` in a schema; defaults and advice hold no schemas. */
function references(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  return Object.entries(schema).flatMap(([keyword, value]: [string, unknown]) => {
    if (keyword === '$ref' && typeof value === 'string') return [value.slice('#/definitions/'.length)];
    return keyword === 'default' || keyword === 'x-production' || keyword === 'enum' ? [] : references(value);
  });
}

/**
 * The compact form with what can be derived: plain and marked-up text, the pattern of a form, bounds of a port. A map
 * with fields is closed. Null is accepted everywhere: the API server prunes it.
 */
function expanded(schema: JsonSchema): JsonSchema {
  const { type, enum: allowed, properties, items, additionalProperties: others, ...rest } = schema;
  return {
    ...rest,
    ...textsOf(schema),
    ...checksOf(schema),
    ...(typeof type === 'string' && { type: [type, 'null'] }),
    ...(allowed && { enum: [...allowed, null] }),
    ...(properties && { properties: mapValues(properties, expanded), additionalProperties: false }),
    ...(typeof others === 'object' && { additionalProperties: expanded(others) }),
    ...(items && { items: expanded(items) }),
  };
}

const mapValues = (
  record: Readonly<Record<string, JsonSchema>>,
  change: (schema: JsonSchema) => JsonSchema,
): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(record).map(([name, schema]) => [name, change(schema)]));

function textsOf(schema: JsonSchema): JsonSchema {
  const { description: text, 'x-production': production, 'x-since': since, 'x-form': form } = schema;
  if (text === undefined) return {};
  const value =
    production?.value === undefined
      ? ''
      : `\`${typeof production.value === 'string' ? production.value : JSON.stringify(production.value)}\`. `;
  const facts = [
    ...(form === undefined ? [] : [`Form: ${formName(form as Form)}.`]),
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
  };
}

function checksOf(schema: JsonSchema): JsonSchema {
  const form = schema['x-form'] as Form | undefined;
  if (form === undefined) return {};
  return {
    ...(form === 'port' && { minimum: 0, maximum: 65535 }),
    ...(schema.type === 'string' && schema.pattern === undefined && { pattern: formPattern(form) }),
  };
}

/** Markdown without its marks. */
const plain = (text: string): string => text.replace(/`([^`]*)`|\*\*([^*]*)\*\*|\[([^\]]*)\]\([^)]*\)/g, '$1$2$3');
