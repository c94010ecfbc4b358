import { parse } from 'yaml';
import type { JsonSchema } from '../schema/json-schema.ts';

/**
 * JSON Schema in comments, as the helm-schema tools read it: lines between two `# @schema`, or `# @schema type:string;minimum:1`
 * on one line. The text comes from strangers: it is bounded, and only keywords that are known to be harmless are kept.
 */

const maximalLength = 20_000;
const maximalDepth = 12;

export function annotatedSchema(block: readonly string[]): {
  readonly schema: JsonSchema | undefined;
  /** The lines that are not part of an annotation. */
  readonly rest: readonly string[];
} {
  const rest: string[] = [];
  const inside: string[] = [];
  let open = false;
  for (const line of block) {
    const marker = /^#\s*@schema(?:\.root)?(?:\s+(.*))?$/.exec(line);
    if (marker?.[1]) {
      inside.push(...marker[1].split(';').map(part => part.trim().replace(/^([\w-]+):(?=\S)/, '$1: ')));
    } else if (marker) {
      open = !open;
    } else if (open) {
      inside.push(line.replace(/^# ?/, ''));
    } else {
      rest.push(line);
    }
  }
  const text = inside.join('\n');
  return { schema: text === '' || text.length > maximalLength ? undefined : schemaOf(text), rest };
}

function schemaOf(text: string): JsonSchema | undefined {
  try {
    return clean(parse(text, { logLevel: 'silent', maxAliasCount: 0, prettyErrors: false }), 0);
  } catch {
    return undefined;
  }
}

const types = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

type Keep = (value: unknown, depth: number) => unknown;

const text: Keep = value => (typeof value === 'string' ? value : undefined);
const number: Keep = value => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const boolean: Keep = value => (typeof value === 'boolean' ? value : undefined);
const schema: Keep = (value, depth) => clean(value, depth);
const schemas: Keep = (value, depth) =>
  Array.isArray(value) && value.length <= 100 ? value.map(item => clean(item, depth) ?? {}) : undefined;
const map: Keep = (value, depth) =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .slice(0, 500)
          .map(([name, item]) => [name, clean(item, depth) ?? {}]),
      )
    : undefined;

const keywords: ReadonlyMap<string, Keep> = new Map<string, Keep>([
  ['type', typesOf],
  ['enum', value => (Array.isArray(value) && value.length > 0 && value.length <= 1000 ? value : undefined)],
  ['const', value => value],
  ['title', text],
  ['description', text],
  ['default', value => value],
  ['deprecated', boolean],
  ['pattern', text],
  ['minimum', number],
  ['maximum', number],
  ['required', value => (Array.isArray(value) && value.every(item => typeof item === 'string') ? value : undefined)],
  ['additionalProperties', (value, depth) => boolean(value, depth) ?? clean(value, depth)],
  ['properties', map],
  ['patternProperties', map],
  ['items', schema],
  ['not', schema],
  ['anyOf', schemas],
  ['oneOf', schemas],
  ['allOf', schemas],
]);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** In YAML, `[string, null]` means the type of that name. */
function typesOf(value: unknown): unknown {
  const names = (Array.isArray(value) ? value : [value]).map(item => (item === null ? 'null' : item));
  const known = names.length > 0 && names.every(name => types.has(String(name)));
  return known ? (Array.isArray(value) ? [...new Set(names)] : names[0]) : undefined;
}

function clean(value: unknown, depth: number): JsonSchema | undefined {
  if (!isObject(value) || depth > maximalDepth) {
    return undefined;
  }
  const kept: [string, unknown][] = [];
  for (const [name, given] of Object.entries(value)) {
    const result = keywords.get(name)?.(given, depth + 1);
    if (result !== undefined) {
      kept.push([name, result]);
    }
  }
  return Object.fromEntries(kept) as JsonSchema;
}
