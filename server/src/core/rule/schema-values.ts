import type { Form } from '../product/table.ts';
import { formName } from '../schema/forms.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import type { SchemaError } from '../schema/validate.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import type { ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { renderInline } from '../values/render.ts';
import type { Fix } from './rule.ts';
import { noFixes } from './schema-context.ts';

/** A finding on a value, without its place. */
export interface Description {
  readonly code: string;
  readonly message: string;
  readonly fixes: (path: Path) => readonly Fix[];
}

/** What is wrong with a value, and what mends it; `name` is its path for people. */
export function describe(
  { keyword, params, schema }: SchemaError,
  node: ValueNode,
  name: string,
): Description | undefined {
  const form = schema['x-form'];
  switch (keyword) {
    case 'type':
    case 'anyOf':
    case 'oneOf': {
      const wanted = typesOf(schema);
      return {
        code: 'schema/type',
        message: `'${name}' must be ${listOf(wanted.map(typeName))}, but ${shown(node)} is ${kindName(node)}.${consequence(wanted, node)}${defaultOf(schema)}`,
        fixes: path => typeFixes(path, node, wanted),
      };
    }
    case 'enum':
    case 'const': {
      const allowed = (keyword === 'const' ? [params.allowedValue] : (params.allowedValues as unknown[])).filter(
        value => value !== null,
      );
      const near = node.kind === 'scalar' ? didYouMean(String(node.value), allowed.map(String)) : [];
      const guess = near[0] === undefined ? '' : ` Did you mean '${near[0]}'?`;
      return {
        code: 'schema/enum',
        message: `'${name}' must be ${listOf(allowed.map(value => `'${String(value)}'`))}; ${shown(node)} is none of them.${guess}`,
        fixes: path =>
          near.map(value => ({
            title: `Change to '${value}'`,
            safety: 'safe',
            operations: [{ op: 'set', path, value: allowed.find(item => String(item) === value) as string }],
          })),
      };
    }
    case 'pattern': {
      const wanted = form
        ? `must be ${formName(form as Form)}`
        : `does not have the form it must have (${String(params.pattern)})`;
      return {
        code: 'schema/pattern',
        message: `'${name}' ${wanted}; found ${shown(node)}.${defaultOf(schema)}`,
        fixes: noFixes,
      };
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties':
    case 'uniqueItems':
      return {
        code: 'schema/range',
        message: `'${name}' ${rangeText(keyword, params)}; found ${shown(node)}.${defaultOf(schema)}`,
        fixes: noFixes,
      };
    default:
      return {
        code: 'schema/type',
        message: `'${name}' is refused by the chart's schema ('${keyword}').`,
        fixes: noFixes,
      };
  }
}

function rangeText(keyword: string, params: Readonly<Record<string, unknown>>): string {
  const limit = String(params.limit ?? params.multipleOf ?? '');
  const texts: Readonly<Record<string, string>> = {
    minimum: `must be at least ${limit}`,
    maximum: `must be at most ${limit}`,
    exclusiveMinimum: `must be more than ${limit}`,
    exclusiveMaximum: `must be less than ${limit}`,
    multipleOf: `must be a multiple of ${limit}`,
    minLength: limit === '1' ? 'must not be empty' : `must have at least ${limit} characters`,
    maxLength: `must have at most ${limit} characters`,
    minItems: `must have at least ${limit} item${limit === '1' ? '' : 's'}`,
    maxItems: `must have at most ${limit} item${limit === '1' ? '' : 's'}`,
    minProperties: `must have at least ${limit} key${limit === '1' ? '' : 's'}`,
    maxProperties: `must have at most ${limit} key${limit === '1' ? '' : 's'}`,
    uniqueItems: 'must not list the same item twice',
  };
  return texts[keyword] ?? keyword;
}

function typesOf(schema: JsonSchema): readonly string[] {
  const own = schema.type === undefined ? [] : typeof schema.type === 'string' ? [schema.type] : schema.type;
  const types = own.length > 0 ? own : (schema.anyOf ?? schema.oneOf ?? []).flatMap(typesOf);
  const named = types.filter(type => type !== 'null');
  return [...new Set(named.length > 0 ? named : types)];
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'null',
};
const typeName = (type: string): string => typeNames[type] ?? type;

function kindName(node: ValueNode): string {
  if (node.kind !== 'scalar') {
    return node.kind === 'map' ? 'a map' : 'a list';
  }
  switch (typeof node.value) {
    case 'string':
      return node.style === 'plain' ? 'text' : 'quoted text';
    case 'number':
      return Number.isInteger(node.value) ? 'a whole number' : 'a fraction';
    case 'boolean':
      return node.source === 'true' || node.source === 'false'
        ? 'true or false'
        : `read as ${String(node.value)} by Helm (YAML 1.1)`;
    default:
      return 'empty';
  }
}

const listOf = (names: readonly string[]): string =>
  names.length === 0
    ? 'something else'
    : names.length === 1
      ? (names[0] ?? '')
      : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** The value as a message may repeat it. */
export function shown(node: ValueNode): string {
  if (node.kind !== 'scalar') {
    return 'this value';
  }
  return isSecretNode(node) ? 'this value' : node.value === null ? 'nothing' : `'${node.source.slice(0, 60)}'`;
}

const isSecretNode = ({ path }: ValueNode): boolean => isSecretName(String(path.at(-1) ?? ''));

/** Values under such keys are never repeated in messages. */
export const isSecretName = (name: string): boolean =>
  /passw(or)?d|passphrase|secret(?!Name|Ref)|token|private_?-?key|credential|api_?-?key|connectionstring/i.test(name);

function consequence(wanted: readonly string[], node: ValueNode): string {
  if (
    node.kind === 'scalar' &&
    typeof node.value === 'string' &&
    wanted.includes('boolean') &&
    /^(true|false)$/i.test(node.value)
  ) {
    return ' Any text that is not empty counts as true in a template, "false" too.';
  }
  if (node.kind === 'scalar' && wanted.includes('string') && node.value !== null && typeof node.value !== 'string') {
    return isSecretNode(node) ? ' Put it in quotes.' : ` Put it in quotes: "${node.source}".`;
  }
  return '';
}

const defaultOf = (schema: JsonSchema): string =>
  schema.default === undefined || schema.default === null || typeof schema.default === 'object'
    ? ''
    : ` The default is ${JSON.stringify(schema.default)}.`;

/** Fixes of type that change no meaning: quotes taken away or added. */
function typeFixes(path: Path, node: ValueNode, wanted: readonly string[]): readonly Fix[] {
  if (node.kind !== 'scalar') {
    return [];
  }
  const { value, source } = node;
  const rewrite = (title: string, text: string): Fix[] => [
    { title, safety: 'safe', operations: [{ op: 'rewrite', path, text }] },
  ];
  if (typeof value === 'string') {
    if (
      (wanted.includes('integer') && /^-?\d{1,15}$/.test(value)) ||
      (wanted.includes('number') && /^-?\d{1,15}(\.\d+)?$/.test(value))
    ) {
      return rewrite(isSecretNode(node) ? 'Remove the quotes' : `Remove the quotes: ${value}`, value);
    }
    return wanted.includes('boolean') && /^(true|false)$/i.test(value)
      ? rewrite(`Change to ${value.toLowerCase()}`, value.toLowerCase())
      : [];
  }
  return wanted.includes('string') && value !== null
    ? rewrite(`Quote it: "${source}"`, renderInline(source).startsWith('"') ? renderInline(source) : `"${source}"`)
    : [];
}
