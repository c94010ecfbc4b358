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

type AjvInstance = InstanceType<typeof Ajv.default>;

/**
 * Compiles a JSON Schema (draft-04 … 2020-12). Nothing is fetched: a `$ref` to another file or host is an error.
 * @throws Error when it is no valid schema, with what is wrong.
 */
export function compileSchema(schema: JsonSchema, patterns?: PatternEngine): CompiledSchema {
  const modern = /2019-09|2020-12/.test(schema.$schema ?? '');
  const options: Options = {
    allErrors: true, strict: false, verbose: true, validateFormats: false, validateSchema: false, inlineRefs: false, messages: false, logger: false, ownProperties: true, addUsedSchema: false,
    // Compiling is what takes time, and most schemas are used a few times only.
    code: { optimize: false, ...(patterns ? { regExp: Object.assign((pattern: string) => patterns(pattern) as RegExp, { code: 're2' }) } : {}) },
  };
  const ajv: AjvInstance = modern ? new Ajv2020.default(options) : new Ajv.default(options);
  const { $schema: _, $id: __, ...rest } = schema;
  const check = ajv.compile(rest);
  return {
    schema,
    validate: value => (check(value) ? [] : readable(check.errors ?? [])),
  };
}

/**
 * Of a failed `anyOf`, either what is wrong deeper inside (the alternative was clear, its contents are not) or the
 * whole, once: the complaints of alternatives that were never meant are noise.
 */
function readable(errors: readonly ErrorObject[]): readonly SchemaError[] {
  const combined = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const isCombined = new Set(combined);
  const deeper = (path: string) => errors.some(error => !isCombined.has(error) && error.instancePath.startsWith(`${path}/`));
  const kept = errors.filter(error => {
    if (error.keyword === 'if') {
      return false;
    }
    if (isCombined.has(error)) {
      return !deeper(error.instancePath);
    }
    return !combined.some(({ instancePath }) => instancePath === error.instancePath && !isOwnKeyword(error, combined));
  });
  return kept.map(({ keyword, instancePath, params, parentSchema }) => ({
    keyword,
    path: instancePath === '' ? [] : instancePath.slice(1).split('/').map(unescapePointer),
    params: params as Record<string, unknown>,
    schema: (parentSchema ?? {}) as JsonSchema,
  }));
}

/** A keyword that stands beside the `anyOf`, not inside one of its alternatives. */
const isOwnKeyword = (error: ErrorObject, combined: readonly ErrorObject[]): boolean =>
  combined.some(other => other.instancePath === error.instancePath && other.parentSchema === error.parentSchema);

const unescapePointer = (segment: string): string => segment.replace(/~1/g, '/').replace(/~0/g, '~');
