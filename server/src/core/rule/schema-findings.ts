import type { Form } from '../product/table.ts';
import { futureKey, type KeyIndex, keysAt, type MoveIndex, movesAt } from '../schema/build.ts';
import { checkForm, formName } from '../schema/forms.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import type { SettingsSource } from '../schema/settings.ts';
import type { SchemaError } from '../schema/validate.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { entryAt, isTemplated, nodeAt, toJson, type ValueNode } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';
import { renderInline } from '../values/render.ts';
import type { ValuesStack } from '../values/stack.ts';
import type { Finding } from './finding.ts';
import { placeOf } from './place.ts';
import type { Fix, ProfileName, Severity } from './rule.ts';

interface Input {
  readonly stack: ValuesStack;
  readonly settings: SettingsSource;
  readonly profile: ProfileName;
  readonly chartDefaults: ValueNode | undefined;
}

/** What the schema in force refuses of the effective values, each at the place that wrote it. */
export function schemaFindings({ stack, settings, profile, chartDefaults }: Input): Finding[] {
  const root = nodeAt(stack.effective, settings.prefix);
  if (root === undefined) {
    return [];
  }
  const { table, version } = settings;
  const context: Context = {
    stack,
    settings,
    profile,
    chartDefaults,
    root,
    index: table && keysAt(table, version),
    moves: table && movesAt(table, version),
  };
  const errors = settings.compiled?.validate(table ? toJson(ownPart(root, stack)) : toJson(root)) ?? [];
  const findings = errors.flatMap(error => findingOf(error, context) ?? []);
  return onePerPlace([...findings, ...keyFindings(context)]);
}

/** Maps of recorded defaults need no check: of the maps near the root, only what the user's files set. */
function ownPart(node: ValueNode, stack: ValuesStack, depth = 0): ValueNode {
  if (node.kind !== 'map' || depth >= 3) {
    return node;
  }
  const own = [...node.entries].filter(([, { value }]) => isOwn(stack, value.path));
  return { ...node, entries: new Map(own.map(([name, entry]) => [name, { ...entry, value: ownPart(entry.value, stack, depth + 1) }])) };
}

interface Context extends Input {
  readonly root: ValueNode;
  readonly index: KeyIndex | undefined;
  readonly moves: MoveIndex | undefined;
}

function findingOf(error: SchemaError, context: Context): Finding | undefined {
  const { stack, settings } = context;
  if (error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties') {
    return unknownKey(error, String(error.params.additionalProperty ?? error.params.unevaluatedProperty), context);
  }
  const path: Path = [...settings.prefix, ...numbered(context.root, error.path)];
  const node = nodeAt(stack.effective, path);
  if (error.keyword === 'required') {
    return missingKey(error, path, context);
  }
  if (node === undefined || isTemplated(node) || !isOwn(stack, path)) {
    return undefined;
  }
  const name = formatPath(path.slice(settings.prefix.length));
  const what = describe(error, node, name);
  return (
    what && { ...finding(what.code, 'error', what.message, path, 'value', context), fixes: () => what.fixes(path) }
  );
}

/** `path` with the indexes of lists as numbers. */
function numbered(root: ValueNode, path: Path): Path {
  let node: ValueNode | undefined = root;
  return path.map(segment => {
    const step = node?.kind === 'list' ? Number(segment) : String(segment);
    node = nodeAt(node, [step]);
    return step;
  });
}

/** Whether one of the user's files wrote the value (or a value around it). */
const isOwn = (stack: ValuesStack, path: Path): boolean =>
  stack.layers.some(layer => nodeAt(layer.root, path) !== undefined);

interface Description {
  readonly code: string;
  readonly message: string;
  readonly fixes: (path: Path) => readonly Fix[];
}

const noFixes = (): readonly Fix[] => [];

function describe({ keyword, params, schema }: SchemaError, node: ValueNode, name: string): Description | undefined {
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

function shown(node: ValueNode): string {
  if (node.kind !== 'scalar') {
    return 'this value';
  }
  return isSecretName(String(node.path.at(-1) ?? ''))
    ? 'this value'
    : node.value === null
      ? 'nothing'
      : `'${node.source.slice(0, 60)}'`;
}

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
      return rewrite(`Remove the quotes: ${value}`, value);
    }
    return wanted.includes('boolean') && /^(true|false)$/i.test(value)
      ? rewrite(`Change to ${value.toLowerCase()}`, value.toLowerCase())
      : [];
  }
  return wanted.includes('string') && value !== null
    ? rewrite(`Quote it: "${source}"`, renderInline(source).startsWith('"') ? renderInline(source) : `"${source}"`)
    : [];
}

function missingKey(error: SchemaError, parent: Path, context: Context): Finding | undefined {
  const { stack, settings } = context;
  const path = [...parent, String(error.params.missingProperty)];
  // Without the chart's defaults a missing key proves nothing; and lists of the user's own are complete by themselves.
  const inList = parent.some(segment => typeof segment === 'number');
  if ((!stack.complete && !inList) || (parent.length > settings.prefix.length && !isOwn(stack, parent))) {
    return undefined;
  }
  const name = formatPath(path.slice(settings.prefix.length));
  return finding(
    'schema/required',
    'error',
    settings.reader === 'api-server'
      ? `'${name}' is missing: the API server refuses the ${settings.title} without it.`
      : `'${name}' is missing: the chart cannot be installed without it.`,
    path,
    'key',
    context,
  );
}

function unknownKey(error: SchemaError, name: string, context: Context): Finding | undefined {
  const { stack, settings, profile } = context;
  const parent = numbered(context.root, error.path);
  const path = [...settings.prefix, ...parent, name];
  // Keys such as `x-common` hold anchors for the rest of the file.
  if (
    !isOwn(stack, path) ||
    /^(x-|_|\.)/.test(name) ||
    (!settings.strict && nodeAt(context.chartDefaults, path) !== undefined)
  ) {
    return undefined;
  }
  const relative = [...parent, name].map(String);
  const { moves, index } = context;
  const shownPath = formatPath([...parent, name]);
  const moved = moves?.find(relative);
  if (moved) {
    return movedKey(moved, relative, path, context);
  }
  const future = settings.table && index && futureKey(settings.table, index.nearest.version, relative);
  const chart = settings.title;
  if (future) {
    const message = `'${shownPath}' exists from ${chart} ${future.version} on; version ${index.nearest.version} ignores it. Upgrade the chart, or take the key out.`;
    return finding('schema/future-key', profile === 'production' ? 'error' : 'warning', message, path, 'key', context);
  }
  const holder = nodeAt(context.root, parent);
  const taken = new Set(
    holder?.kind === 'map'
      ? [...holder.entries.keys()].filter(key => entryOwned(stack, [...settings.prefix, ...parent, key]))
      : [],
  );
  const known = Object.keys(error.schema.properties ?? {});
  const near = didYouMean(
    name,
    known.filter(key => !taken.has(key)),
  );
  const guess = near[0] === undefined ? '' : ` Did you mean '${near[0]}'?`;
  const strict = settings.strict
    ? `The chart's schema refuses it`
    : settings.reader === 'api-server'
      ? `The API server drops it without a word`
      : `Helm ignores it without a word`;
  const severity: Severity = near.length > 0 || settings.strict || profile === 'production' ? 'error' : 'warning';
  const message = `${chart}${settings.version === undefined ? '' : ` ${settings.version}`} has no ${settings.reader === 'api-server' ? 'field' : 'setting'} '${shownPath}'. ${strict}, so what you set here has no effect.${guess}`;
  return {
    ...finding(
      'schema/unknown-key',
      severity,
      settings.strict ? `${chart} has no setting '${shownPath}'. ${strict}: the release fails.${guess}` : message,
      path,
      'key',
      context,
    ),
    tags: settings.strict ? [] : ['unnecessary'],
    fixes: () =>
      near.map(to => ({ title: `Rename to '${to}'`, safety: 'safe', operations: [{ op: 'rename', path, name: to }] })),
  };
}

const entryOwned = (stack: ValuesStack, path: Path): boolean =>
  stack.layers.some(layer => entryAt(layer.root, path) !== undefined);

function movedKey(
  moved: NonNullable<ReturnType<MoveIndex['find']>>,
  relative: readonly string[],
  path: Path,
  context: Context,
): Finding {
  const { settings, profile } = context;
  const shownPath = formatPath(relative);
  const since =
    moved.since === undefined
      ? `${settings.title} never had '${shownPath}'`
      : `'${shownPath}' has no effect since ${settings.title} ${moved.since}`;
  const severity: Severity = profile === 'production' ? 'error' : 'warning';
  if (moved.to === undefined) {
    return {
      ...finding('schema/removed-key', severity, `${since}. ${moved.move.text} Take it out.`, path, 'key', context),
      tags: ['unnecessary'],
      fixes: () => [{ title: `Remove '${String(path.at(-1))}'`, safety: 'safe', operations: [{ op: 'remove', path }] }],
    };
  }
  const target = formatPath(moved.to);
  const to = [...settings.prefix, ...moved.to];
  return {
    ...finding(
      'schema/moved-key',
      severity,
      `${since}: it belongs at '${target}'. ${moved.move.text}`,
      path,
      'key',
      context,
    ),
    fixes: () => [{ title: `Move to '${target}'`, safety: 'safe', operations: [{ op: 'move', from: path, to }] }],
  };
}

/** Keys that the schema takes but that deserve a word: deprecated ones, ones that no template reads, broken forms. */
function keyFindings(context: Context): Finding[] {
  const { index, stack, settings } = context;
  if (!index) {
    return [];
  }
  const findings: Finding[] = [];
  for (const key of index.keys.values()) {
    const { fact } = key;
    if (
      (fact.deprecated === undefined && fact.unused !== true && fact.form === undefined) ||
      fact.path.includes('[]') ||
      fact.path.includes('*')
    ) {
      continue;
    }
    const path = [...settings.prefix, ...fact.path];
    if (!isOwn(stack, path)) {
      continue;
    }
    const name = formatPath(fact.path);
    const node = fact.form && nodeAt(stack.effective, path);
    if (
      fact.form &&
      node?.kind === 'scalar' &&
      !isTemplated(node) &&
      node.value !== null &&
      typeof node.value !== 'boolean' &&
      checkForm(fact.form, node.value) !== undefined
    ) {
      findings.push(
        finding(
          'schema/pattern',
          'error',
          `'${name}' must be ${formName(fact.form)}; found ${shown(node)}.`,
          path,
          'value',
          context,
        ),
      );
    }
    if (fact.unused === true) {
      const message =
        `No template of ${settings.title} ${settings.version ?? ''} reads '${name}': what you set here has no effect.`.replace(
          / {2}/g,
          ' ',
        );
      findings.push({ ...finding('values/unused', 'warning', message, path, 'key', context), tags: ['unnecessary'] });
    } else if (
      fact.deprecated &&
      fact.deprecated.since <= (settings.table?.versions.indexOf(index.nearest.version) ?? 0)
    ) {
      findings.push({
        ...finding(
          'schema/deprecated-key',
          'warning',
          `'${name}' is deprecated. ${fact.deprecated.text}`,
          path,
          'key',
          context,
        ),
        tags: ['deprecated'],
      });
    }
  }
  return findings;
}

function finding(
  code: string,
  severity: Severity,
  message: string,
  path: Path,
  part: 'key' | 'value',
  { stack, settings }: Context,
): Finding {
  const site = placeOf(stack, path, part) ?? { uri: stack.layers.at(-1)?.uri ?? '', span: { start: 0, end: 0 } };
  const relative = path.slice(settings.prefix.length);
  return {
    code,
    severity,
    message,
    path: settings.prefix.length === 0 ? path : [...settings.prefix, ...relative],
    site,
    related: [],
    tags: [],
    fixes: noFixes,
    replaces: [],
  };
}

/** Several keywords may refuse one value: the first says enough. */
function onePerPlace(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ path, code }) => {
    const key = `${code === 'schema/deprecated-key' || code === 'values/unused' ? code : ''}\u0001${path.join('\u0001')}`;
    const first = !seen.has(key);
    seen.add(key);
    return first;
  });
}
