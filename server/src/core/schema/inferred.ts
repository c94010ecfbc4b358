import type { Path } from '../values/path.ts';
import type { JsonSchema } from './json-schema.ts';
import { type CompiledSchema, compileSchema, type PatternEngine, type SchemaError } from './validate.ts';

/**
 * A schema made of a chart's defaults, ready to validate: as large as the chart's values, and nearly all of it the same
 * few types. Its maps and lists are walked along the value, and ajv compiles each kind of what is left once.
 */
export function compileInferred(schema: JsonSchema, patterns?: PatternEngine): CompiledSchema {
  const { definitions } = schema;
  const kinds = new Map<string, CompiledSchema>();
  const kindOf = (part: JsonSchema): CompiledSchema => {
    const key = JSON.stringify(part);
    const known =
      kinds.get(key) ??
      compileSchema({ ...part, ...(definitions && key.includes('"$ref"') ? { definitions } : {}) }, patterns);
    kinds.set(key, known);
    return known;
  };
  const check = (part: JsonSchema, value: unknown, path: Path): readonly SchemaError[] => {
    if (!isSimple(part)) {
      return below(kindOf(withoutTexts(part)).validate(value), path);
    }
    const own = part.type === undefined ? [] : kindOf({ type: part.type }).validate(value);
    return [...own.map(error => ({ ...error, path, schema: part })), ...inside(part, value, path)];
  };
  const inside = ({ properties, items }: JsonSchema, value: unknown, path: Path): readonly SchemaError[] => {
    if (Array.isArray(value)) {
      return items ? value.flatMap((item, index) => check(items, item, [...path, index])) : [];
    }
    return properties && typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, child]) => {
          const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
          return property ? check(property, child, [...path, name]) : [];
        })
      : [];
  };
  return { schema, validate: value => check(schema, value, []) };
}

const below = (errors: readonly SchemaError[], path: Path): readonly SchemaError[] =>
  errors.map(error => ({ ...error, path: [...path, ...error.path] }));

/** Keywords that either refuse nothing or are looked at here. */
const simple = new Set(['$schema', 'type', 'properties', 'items', 'definitions', 'description', 'default']);

const isSimple = (part: JsonSchema): boolean =>
  Object.keys(part).every(keyword => simple.has(keyword)) && !Array.isArray(part.items);

const withoutTexts = ({
  description: _,
  default: __,
  $schema: ___,
  definitions: ____,
  ...rest
}: JsonSchema): JsonSchema => rest;
