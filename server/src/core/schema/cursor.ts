import type { Path } from '../values/path.ts';
import type { JsonSchema } from './json-schema.ts';

/** The schemas that say something about the value at `path`: one, or several where alternatives allow it. */
export function schemasAt(root: JsonSchema, path: Path): readonly JsonSchema[] {
  let at = schemasAtRoot(root);
  for (const segment of path) {
    at = schemasBelow(root, at, segment);
    if (at.length === 0) {
      return [];
    }
  }
  return at;
}

/** For going down a tree step by step: what `schemasAt` gives of the root, and of a key or item below what it gave. */
export const schemasAtRoot = (root: JsonSchema): readonly JsonSchema[] => alternatives(root, root);

export function schemasBelow(
  root: JsonSchema,
  schemas: readonly JsonSchema[],
  segment: string | number,
): readonly JsonSchema[] {
  const below: JsonSchema[] = [];
  for (const schema of schemas) {
    for (const part of step(schema, segment)) {
      below.push(...alternatives(root, part));
    }
  }
  return below;
}

export const schemaAt = (root: JsonSchema, path: Path): JsonSchema | undefined => {
  const found = schemasAt(root, path);
  return found.find(schema => schema.description !== undefined) ?? found[0];
};

function step(schema: JsonSchema, segment: string | number): readonly JsonSchema[] {
  if (typeof segment === 'number') {
    return schema.items ? [schema.items] : [];
  }
  const { properties, patternProperties, additionalProperties } = schema;
  if (properties && Object.hasOwn(properties, segment) && properties[segment]) {
    return [properties[segment]];
  }
  const patterns = patternProperties
    ? Object.entries(patternProperties).filter(([pattern]) => pattern.length < 200 && safeTest(pattern, segment))
    : [];
  if (patterns.length > 0) {
    return patterns.map(([, matched]) => matched);
  }
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

/** Only patterns without repetition of groups: a chart's schema must not be able to hang us. */
const safeTest = (pattern: string, text: string): boolean => {
  if (/[)\]}*+?][*+{]/.test(pattern)) {
    return false;
  }
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
};

/** The schema itself with its `$ref` resolved, and the parts of its `allOf`, `anyOf` and `oneOf`. Cycles end. */
function alternatives(root: JsonSchema, schema: JsonSchema, depth = 0): readonly JsonSchema[] {
  if (depth > 8) {
    return [];
  }
  if (!(schema.$ref ?? schema.allOf ?? schema.anyOf ?? schema.oneOf)) {
    return [schema];
  }
  const target = schema.$ref === undefined ? undefined : resolve(root, schema.$ref);
  // What stands beside a `$ref` (our own text on a setting of a Kubernetes type) says more than the type's own text.
  const { $ref: _, ...beside } = schema;
  const own: JsonSchema = target ? { ...target, ...beside } : schema;
  if (target?.$ref !== undefined) {
    return alternatives(root, own, depth + 1);
  }
  const parts = [...(own.allOf ?? []), ...(own.anyOf ?? []), ...(own.oneOf ?? [])].flatMap(part =>
    alternatives(root, part, depth + 1),
  );
  const texts: JsonSchema = {
    ...(own.description ? { description: own.description } : {}),
    ...(own.markdownDescription ? { markdownDescription: own.markdownDescription } : {}),
  };
  return parts.length === 0 ? [own] : [own, ...parts.map(part => ({ ...part, ...texts }))];
}

/** Local references only: `#/definitions/x`, `#/$defs/x`, `#/properties/a/items`. */
export function resolve(root: JsonSchema, reference: string): JsonSchema | undefined {
  if (!reference.startsWith('#')) {
    return undefined;
  }
  let at: unknown = root;
  for (const part of reference.slice(1).split('/').filter(Boolean)) {
    const name = decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~');
    at =
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? (at as Record<string, unknown>)[name]
        : undefined;
  }
  return typeof at === 'object' && at !== null ? (at as JsonSchema) : undefined;
}
