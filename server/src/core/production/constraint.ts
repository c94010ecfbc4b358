import type { JsonSchema } from '../schema/json-schema.ts';

/**
 * What JSON Schema can say of a rule. It says less than the rule, never more: what the schema refuses, the rule reports
 * of a file that says it itself.
 */
export interface Constraint {
  readonly rule: string;
  /** Of any map of values, at any depth, that is not switched off. */
  readonly schema: JsonSchema;
  /** Left out where a product's own components are known: it guesses what is one. */
  readonly guesses?: boolean;
}

/** The same of one product, by the paths of its settings. */
export interface ProductConstraint {
  readonly rule: string;
  /** It counts only where all of this holds. */
  readonly when?: Places;
  /** All of this must hold then. A path that the chart's version does not have takes the constraint with it. */
  readonly must: Places;
}

/** Paths of settings, and what holds of their values. */
export type Places = Readonly<Record<string, JsonSchema>>;

/** Not set: Helm takes null for that. */
export const unset: JsonSchema = { type: 'null' };
export const isTrue: JsonSchema = { const: true };
export const isFalse: JsonSchema = { const: false };
/** On, off: where it is said at all, and not left to a template. */
export const switchedTo = (value: boolean): JsonSchema => when({ type: 'boolean' }, { const: value });
export const filled: JsonSchema = { type: 'string', minLength: 1 };
export const not = (schema: JsonSchema): JsonSchema => ({ not: schema });
export const all = (...parts: readonly JsonSchema[]): JsonSchema => ({ allOf: parts });
export const any = (...parts: readonly JsonSchema[]): JsonSchema => ({ anyOf: parts });
export const each = (items: JsonSchema): JsonSchema => ({ items });
export const text = (pattern: string): JsonSchema => ({ type: 'string', pattern });
/** Numbers below it are refused; texts, which templates may fill in, are not. */
export const atLeast = (minimum: number): JsonSchema => ({ minimum });
export const atMost = (maximum: number): JsonSchema => ({ maximum });
export const oneOf = (...words: readonly (string | number | boolean | null)[]): JsonSchema => ({ enum: words });

/** The value of a key, where the map has it. `a|b`: of each of these keys. */
export const key = (name: string, value: JsonSchema): JsonSchema =>
  name.includes('|') ? { patternProperties: { [`^(?:${name})$`]: value } } : { properties: { [name]: value } };

/** The value below several keys, where they are there: `at('a.b', …)`; `[]` is each item of a list. */
export const at = (path: string, value: JsonSchema): JsonSchema =>
  path.split('.').reduceRight((inner, name) => (name === '[]' ? { items: inner } : key(name, inner)), value);

/** The map has the key, with such a value. */
export const has = (name: string, value: JsonSchema = not(unset)): JsonSchema => ({
  type: 'object',
  required: [name],
  properties: { [name]: value },
});

/** The map has one of the keys, with such a value. */
export const hasAny = (names: string, value: JsonSchema): JsonSchema =>
  any(...names.split('|').map(name => has(name, value)));

export function when(condition: JsonSchema, consequence: JsonSchema): JsonSchema {
  // biome-ignore lint/suspicious/noThenProperty: the name of a keyword of JSON Schema
  return { if: condition, then: consequence };
}

/** What lies below a key with a switch, where it is on. */
export const switchedOn = (names: string, value: JsonSchema): JsonSchema =>
  key(names, when(has('enabled', isTrue), value));
