import Ajv, { type ErrorObject, type Options } from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import type { Path } from '../values/path.ts';
import type { JsonSchema } from './json-schema.ts';

/** What a JSON Schema refuses of a value. */
export interface SchemaError {
  readonly keyword: string;
  /** Of the value that is refused; for `required` and `additionalProperties`, of the map around it. */
  readonly path: Path;
  readonly params: Readonly<Record<string, unknown>>;
  /** The schema that refuses it. */
  readonly schema: JsonSchema;
}

export interface CompiledSchema {
  readonly schema: JsonSchema;
  readonly validate: (value: unknown) => readonly SchemaError[];
}

/** Makes the engine of `pattern`: Helm uses RE2, so a chart's own schema is read with an RE2 engine. */
export type PatternEngine = (pattern: string) => { test(text: string): boolean };

/** ajv tells patterns apart by their text. */
const engineOf = (patterns: PatternEngine) => (pattern: string) => ({ ...patterns(pattern), toString: () => pattern });

type AjvInstance = InstanceType<typeof Ajv.default>;

/**
 * Compiles a JSON Schema (draft-04 … 2020-12). Nothing is fetched: a `$ref` to another file or host is an error.
 * @throws Error when it is no valid schema, with what is wrong.
 */
export function compileSchema(schema: JsonSchema, patterns?: PatternEngine): CompiledSchema {
  const modern = /2019-09|2020-12/.test(schema.$schema ?? '');
  const options: Options = {
    allErrors: true,
    strict: false,
    verbose: true,
    validateFormats: false,
    validateSchema: false,
    inlineRefs: false,
    messages: false,
    logger: false,
    ownProperties: true,
    addUsedSchema: false,
    // Compiling is what takes time, and most schemas are used a few times only.
    code: {
      optimize: false,
      ...(patterns ? { regExp: Object.assign(engineOf(patterns), { code: 're2' }) } : {}),
    },
  };
  const ajv: AjvInstance = modern ? new Ajv2020.default(options) : new Ajv.default(options);
  const { $schema: _, $id: __, ...rest } = schema;
  // Without a name of its own ajv does not find the schema that `#` stands for.
  const check = ajv.compile({ ...rest, $id: 'values' });
  const branches = new Map<JsonSchema, Check>();
  const checkOf = (branch: JsonSchema): Check => {
    const known = branches.get(branch) ?? alternative(ajv, rest, branch);
    branches.set(branch, known);
    return known;
  };
  return { schema, validate: value => (check(value) ? [] : readable(check.errors ?? [], checkOf)) };
}

/** How deep a schema is taken apart before ajv compiles the pieces. */
const splitDepth = 3;

/**
 * The same for a large schema of closed maps: the maps near the root are walked, and ajv compiles only what lies below the
 * settings that a value really has, when it is first met. A product has hundreds of settings, a values file a few dozen.
 */
export function compileInPieces(schema: JsonSchema): CompiledSchema {
  const pieces = new Map<JsonSchema, CompiledSchema>();
  const piece = (part: JsonSchema): CompiledSchema => {
    const known =
      pieces.get(part) ??
      compileSchema({ ...part, ...(schema.definitions ? { definitions: schema.definitions } : {}) });
    pieces.set(part, known);
    return known;
  };
  const check = (part: JsonSchema, value: unknown, path: Path): readonly SchemaError[] => {
    if (
      path.length >= splitDepth ||
      !isPlainMap(part) ||
      typeof value !== 'object' ||
      value === null ||
      Array.isArray(value)
    ) {
      return piece(part)
        .validate(value)
        .map(error => ({ ...error, path: [...path, ...error.path] }));
    }
    return Object.entries(value).flatMap(([name, child]) => {
      const property = part.properties && Object.hasOwn(part.properties, name) ? part.properties[name] : undefined;
      return property
        ? check(property, child, [...path, name])
        : [{ keyword: 'additionalProperties', path, params: { additionalProperty: name }, schema: part }];
    });
  };
  return { schema, validate: value => check(schema, value, []) };
}

/** A closed map with nothing to check but its keys. */
const isPlainMap = (schema: JsonSchema): boolean =>
  schema.properties !== undefined &&
  schema.additionalProperties === false &&
  [schema.type].flat().includes('object') &&
  [
    schema.required,
    schema.anyOf,
    schema.allOf,
    schema.oneOf,
    schema.not,
    schema.enum,
    schema.patternProperties,
    schema.$ref,
  ].every(keyword => keyword === undefined);

type Check = (value: unknown) => readonly ErrorObject[];

/** Checks against one alternative of an `anyOf`, with the definitions of the whole schema. */
function alternative(ajv: AjvInstance, root: JsonSchema & { readonly $defs?: unknown }, branch: JsonSchema): Check {
  const { definitions, $defs } = root;
  const check = ajv.compile({ ...(definitions ? { definitions } : {}), ...($defs ? { $defs } : {}), ...branch });
  return value => (check(value) ? [] : [...(check.errors ?? [])]);
}

/**
 * Of a failed `anyOf`, what is wrong with the one alternative that was evidently meant (its type and its constants
 * fit), or the whole, once: the complaints of alternatives that were never meant are noise.
 */
function readable(
  errors: readonly ErrorObject[],
  alternativeOf: (branch: JsonSchema) => Check,
  depth = 0,
): readonly SchemaError[] {
  const combined = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const inside = (error: ErrorObject) => combined.some(other => other !== error && isInside(error, other));
  return errors
    .filter(error => error.keyword !== 'if' && !inside(error))
    .flatMap((error): readonly SchemaError[] => {
      const path: Path = pointer(error.instancePath);
      const meant =
        (error.keyword === 'anyOf' || error.keyword === 'oneOf') && depth < 4
          ? meantAlternative(error, alternativeOf)
          : undefined;
      return meant
        ? readable(meant, alternativeOf, depth + 1).map(deeper => ({ ...deeper, path: [...path, ...deeper.path] }))
        : [
            {
              keyword: error.keyword,
              path,
              params: error.params as Record<string, unknown>,
              schema: (error.parentSchema ?? {}) as JsonSchema,
            },
          ];
    });
}

/** An error of one of the alternatives: at or below the same value, and not of a keyword that stands beside the `anyOf`. */
const isInside = (error: ErrorObject, combined: ErrorObject): boolean =>
  (error.instancePath === combined.instancePath || error.instancePath.startsWith(`${combined.instancePath}/`)) &&
  error.parentSchema !== combined.parentSchema &&
  (error.schemaPath.startsWith(`${combined.schemaPath}/`) ||
    error.schemaPath.startsWith('#/definitions/') ||
    error.schemaPath.startsWith('#/$defs/'));

function meantAlternative(
  error: ErrorObject,
  alternativeOf: (branch: JsonSchema) => Check,
): readonly ErrorObject[] | undefined {
  const branches = ((error.parentSchema as JsonSchema | undefined)?.[error.keyword as 'anyOf' | 'oneOf'] ?? []).slice(
    0,
    32,
  );
  const fitting = branches
    .map(branch => alternativeOf(branch)(error.data))
    .filter(
      found =>
        found.length > 0 &&
        !found.some(
          ({ keyword, instancePath }) =>
            keyword === 'const' || keyword === 'enum' || (keyword === 'type' && instancePath === ''),
        ),
    );
  return fitting.length === 1 ? fitting[0] : undefined;
}

const pointer = (path: string): readonly string[] =>
  path === ''
    ? []
    : path
        .slice(1)
        .split('/')
        .map(segment => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
