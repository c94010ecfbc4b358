import { pageOf } from '../features/rule-url.ts';
import type { Family } from '../product/chart-in-force.ts';
import type { JsonValue, ProductTable } from '../product/table.ts';
import type { AnyRule } from '../rule/rule.ts';
import { keyId, keysAt } from '../schema/build.ts';
import { defaultsOf } from '../schema/defaults.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import { compileSchema } from '../schema/validate.ts';
import { toJson } from '../values/node.ts';
import { availability } from './availability.ts';
import { all, type Constraint, has, isFalse, key, type Places, type ProductConstraint, when } from './constraint.ts';
import { containers } from './containers.ts';
import { kcp, kcpShard } from './kcp.ts';
import { placement } from './placement.ts';
import { services } from './services.ts';
import { spaces } from './spaces.ts';

/** Of any chart. */
export const anywhere: readonly Constraint[] = [...placement, ...availability, ...containers, ...services];

/** Of one product. */
export const ofProducts: Readonly<Record<string, readonly ProductConstraint[]>> = {
  spaces,
  'kcp/kcp': kcp,
  'kcp/shard': kcpShard,
};

/** A chart that is known by name, at a version. */
export interface ProductSchema {
  readonly table: ProductTable;
  readonly version: string;
  readonly family: Family;
  /** What it accepts anyway. */
  readonly schema: JsonSchema;
}

/**
 * The schema of effective values that are fit for production: what the chart accepts, tightened by what JSON Schema can say
 * of the rules that are in force there. JSON Schema draft-07 with plain keywords only, patterns in RE2's syntax, so that
 * Helm, ajv and Red Hat YAML take it. Each condition names its rule in `$comment`, and can be taken out there.
 * @param product undefined: any chart.
 */
export function productionSchema(rules: readonly AnyRule[], product: ProductSchema | undefined): JsonSchema {
  const byId = new Map(rules.map(rule => [rule.id, rule]));
  const family = product?.family ?? 'helm';
  const named = (rule: string, schema: JsonSchema): readonly JsonSchema[] => {
    const meta = byId.get(rule)?.meta;
    return meta?.products.includes(family) && meta.optIn !== true
      ? [{ $comment: rule, description: `${meta.summary} ${pageOf(rule)}`, ...schema }]
      : [];
  };
  const general = product ? keptByDefaults(product) : anywhere;
  const specific = product ? (ofProducts[product.table.id] ?? []) : [];
  const { definitions = {}, ...base } = product
    ? plain(product.schema)
    : { title: 'Values of a Helm chart', type: 'object' };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...base,
    title: `${base.title ?? 'Values'}, fit for production`,
    allOf: [
      { $ref: '#/definitions/production' },
      ...(product
        ? specific.flatMap(constraint => {
            const schema = schemaOf(constraint, product);
            return schema ? named(constraint.rule, schema) : [];
          })
        : []),
    ],
    definitions: {
      ...reachable(definitions, base),
      production: everyMap(general.flatMap(({ rule, schema }) => named(rule, schema))),
    },
  };
}

/** The conditions hold of a map that is not switched off, and of all maps and lists below it. */
function everyMap(conditions: readonly JsonSchema[]): JsonSchema {
  const below = { $ref: '#/definitions/production' };
  return {
    if: has('enabled', isFalse),
    else: { allOf: conditions, additionalProperties: below, items: below },
  };
}

/** The conditions for any chart that this one keeps to as it comes: what its own defaults break is not the user's to mend. */
function keptByDefaults({ table, version }: ProductSchema): readonly Constraint[] {
  const owners = new Map<unknown, Constraint>();
  const conditions = anywhere.map(constraint => {
    const copy = JSON.parse(JSON.stringify(constraint.schema)) as JsonSchema;
    own(copy, constraint, owners);
    return copy;
  });
  const check = compileSchema({
    $ref: '#/definitions/production',
    definitions: { production: everyMap(conditions) },
  });
  const errors = check.validate(toJson(defaultsOf(table, version)) ?? {});
  const broken = new Set(errors.map(({ schema }) => owners.get(schema)));
  return anywhere.filter(constraint => constraint.guesses !== true && !broken.has(constraint));
}

function own(part: unknown, owner: Constraint, owners: Map<unknown, Constraint>): void {
  if (typeof part === 'object' && part !== null) {
    owners.set(part, owner);
    for (const child of Object.values(part)) {
      own(child, owner, owners);
    }
  }
}

/** Undefined when this version of the chart does not have a setting that it is about. */
export function schemaOf(
  { when: condition, must }: ProductConstraint,
  { table, version }: Pick<ProductSchema, 'table' | 'version'>,
) {
  const keys = keysAt(table, version)?.keys;
  const isKnown = (path: string) => keys?.has(keyId(path.split('.'))) === true;
  if (!keys || ![...Object.keys(must), ...Object.keys(condition ?? {})].every(isKnown)) {
    return undefined;
  }
  const holds = (places: Places): JsonSchema =>
    all(
      ...Object.entries(places).map(([path, schema]) =>
        placed(path.split('.'), schema, accepts(schema, keys.get(keyId(path.split('.')))?.default)),
      ),
    );
  return condition ? when(holds(condition), holds(must)) : holds(must);
}

/** A value that the chart's default does not have must be given. */
function placed([name = '', ...rest]: readonly string[], schema: JsonSchema, byDefault: boolean): JsonSchema {
  const inner = rest.length === 0 ? schema : placed(rest, schema, byDefault);
  return byDefault ? key(name, inner) : { required: [name], ...key(name, inner) };
}

const accepts = (schema: JsonSchema, value: JsonValue | undefined): boolean =>
  compileSchema(schema).validate(value ?? null).length === 0;

// ---------------------------------------------------------------- for other tools

/** Without our own keywords, which strict validators refuse, and without the words of Kubernetes' types. */
function plain({ definitions = {}, ...schema }: JsonSchema): JsonSchema {
  return {
    ...(cleaned(schema, /^(?:x-|markdownDescription$|deprecationMessage$)/) as JsonSchema),
    definitions: cleanedMap(definitions, /^(?:x-|markdownDescription$|deprecationMessage$|description$)/),
  };
}

/** Keywords whose values are maps of names to schemas, and those that hold plain data. */
const maps = new Set(['properties', 'patternProperties', 'definitions']);
const data = new Set(['default', 'enum', 'const', 'examples', 'required']);

function cleaned(value: unknown, unwanted: RegExp): unknown {
  if (Array.isArray(value)) {
    return value.map(item => cleaned(item, unwanted));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => !unwanted.test(name))
          .map(([name, child]) => [
            name,
            data.has(name) ? child : maps.has(name) ? cleanedMap(child, unwanted) : cleaned(child, unwanted),
          ]),
      )
    : value;
}

const cleanedMap = (schemas: Readonly<Record<string, unknown>>, unwanted: RegExp): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, cleaned(schema, unwanted) as JsonSchema]));

/** The definitions that a schema refers to, directly or through others. */
function reachable(definitions: Readonly<Record<string, JsonSchema>>, from: JsonSchema): Record<string, JsonSchema> {
  const found: Record<string, JsonSchema> = {};
  const queue: unknown[] = [from];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    if (typeof item !== 'object' || item === null) {
      continue;
    }
    const { $ref } = item as JsonSchema;
    const name = typeof $ref === 'string' ? $ref.replace('#/definitions/', '') : '';
    const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    if (definition && !Object.hasOwn(found, name)) {
      found[name] = definition;
      queue.push(definition);
    }
    queue.push(...Object.values(item).filter(child => child !== undefined));
  }
  return found;
}
