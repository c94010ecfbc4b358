import type { JsonValue } from '../product/table.ts';
import { schemasAt } from '../schema/cursor.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import type { Path } from '../values/path.ts';
import { renderInline, renderKey } from '../values/render.ts';
import { literal } from './snippet-text.ts';

/**
 * What to write for a key, as a snippet of lines indented from the key on: the value that production asks for, else the
 * allowed values, else the default; for maps the keys that must be there, for lists a first item.
 */
export function keyBody(name: string, schemas: readonly JsonSchema[], root: JsonSchema): string {
  return bodyOf(name, schemas, root, { next: 1 }, 0).join('\n');
}

interface Stops {
  next: number;
}

const deepest = 3;

function bodyOf(
  name: string,
  schemas: readonly JsonSchema[],
  root: JsonSchema,
  stops: Stops,
  depth: number,
): readonly string[] {
  const key = literal(renderKey(name));
  const types = new Set(schemas.flatMap(({ type }) => type ?? []));
  const known = <Field extends keyof JsonSchema>(field: Field) =>
    schemas.find(schema => schema[field] !== undefined)?.[field];
  const properties = known('properties');
  if (types.has('object') || properties) {
    return [`${key}:`, ...inside(schemas, root, stops, depth).map(line => `  ${line}`)];
  }
  if (types.has('array')) {
    return [`${key}:`, ...firstItem(schemas, root, stops, depth).map(line => `  ${line}`)];
  }
  const choices = choicesOf(schemas);
  const wanted = known('x-production')?.value ?? known('default');
  const first = isScalar(wanted) && wanted !== '' ? [wanted] : [];
  const ordered = [...first, ...choices.filter(choice => choice !== first[0])];
  return [`${key}: ${stop(stops, choices.length > 1 ? ordered : first)}`];
}

/** The required keys of a map, or an empty line to go on in. */
function inside(schemas: readonly JsonSchema[], root: JsonSchema, stops: Stops, depth: number): readonly string[] {
  const required = depth < deepest ? [...new Set(schemas.flatMap(schema => schema.required ?? []))] : [];
  const lines = required.flatMap(name => bodyOf(name, childrenOf(schemas, root, name), root, stops, depth + 1));
  return lines.length > 0 ? lines : [stop(stops, [])];
}

function firstItem(schemas: readonly JsonSchema[], root: JsonSchema, stops: Stops, depth: number): readonly string[] {
  const items = childrenOf(schemas, root, 0);
  const isMap = items.some(({ type, properties }) => type === 'object' || properties !== undefined);
  const [first = '', ...rest] = isMap ? inside(items, root, stops, depth + 1) : [stop(stops, choicesOf(items))];
  return [`- ${first}`, ...rest.map(line => `  ${line}`)];
}

const childrenOf = (schemas: readonly JsonSchema[], root: JsonSchema, segment: Path[number]): readonly JsonSchema[] =>
  schemas.flatMap(schema =>
    schemasAt({ ...schema, ...(root.definitions ? { definitions: root.definitions } : {}) }, [segment]),
  );

function choicesOf(schemas: readonly JsonSchema[]): readonly JsonValue[] {
  const allowed = schemas.find(schema => schema.enum)?.enum?.filter(value => value !== null && value !== '') ?? [];
  const isSwitch = schemas.every(({ type }) =>
    [type ?? []].flat().every(name => name === 'boolean' || name === 'null'),
  );
  return allowed.length > 0 ? allowed : isSwitch && schemas.some(({ type }) => type !== undefined) ? [true, false] : [];
}

const isScalar = (value: JsonValue | undefined): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** A tab stop with nothing, one value, or a choice in it. */
function stop(stops: Stops, values: readonly JsonValue[]): string {
  const number = stops.next++;
  const texts = values.map(value => renderInline(value));
  if (texts.length > 1) {
    return `\${${number}|${texts.map(text => text.replace(/[,|\\]/g, '\\$&')).join(',')}|}`;
  }
  return texts[0] === undefined ? `$${number}` : `\${${number}:${literal(texts[0])}}`;
}
