import type { KeyAt } from '../schema/build.ts';
import { factsOf } from '../schema/facts-at.ts';
import { checkForm, formName, isPlaceholder } from '../schema/forms.ts';
import type { SettingsSource } from '../schema/settings.ts';
import type { SchemaError } from '../schema/validate.ts';
import { isTemplated, nodeAt, toJson, type ValueNode } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';
import type { ValuesStack } from '../values/stack.ts';
import type { Finding } from './finding.ts';
import type { ProfileName } from './rule.ts';
import { finding, isOwn, numbered, type SchemaContext } from './schema-context.ts';
import { movedInsideFreeContent, unknownKey } from './schema-keys.ts';
import { describe, shown } from './schema-values.ts';

export { isSecretName } from './schema-values.ts';

interface Input {
  readonly stack: ValuesStack;
  readonly settings: SettingsSource;
  readonly profile: ProfileName;
  readonly chartDefaults: ValueNode | undefined;
}

/** What the schema in force refuses of the effective values, each at the place that wrote it. */
export function schemaFindings(input: Input): Finding[] {
  const { stack, settings } = input;
  const root = nodeAt(stack.effective, settings.prefix);
  if (root === undefined) {
    return [];
  }
  const { table } = settings;
  const facts = factsOf(settings);
  const context: SchemaContext = {
    ...input,
    root,
    index: facts?.keys(),
    moves: facts?.moves(),
  };
  const errors = settings.compiled?.validate(table ? toJson(ownPart(root, stack)) : toJson(root)) ?? [];
  const findings = errors.flatMap(error => findingsOf(error, context));
  return onePerPlace([
    ...findings,
    ...outsideOthers(movedInsideFreeContent(context), findings),
    ...keyFindings(context),
  ]);
}

/** Maps of recorded defaults need no check: of the maps near the root, only what the user's files set. */
function ownPart(node: ValueNode, stack: ValuesStack, depth = 0): ValueNode {
  if (node.kind !== 'map' || depth >= 3) {
    return node;
  }
  const own = [...node.entries].filter(([, { value }]) => isOwn(stack, value.path));
  return {
    ...node,
    entries: new Map(own.map(([name, entry]) => [name, { ...entry, value: ownPart(entry.value, stack, depth + 1) }])),
  };
}

function findingsOf(error: SchemaError, context: SchemaContext): readonly Finding[] {
  const { stack, settings } = context;
  if (error.keyword === 'additionalProperties' || error.keyword === 'unevaluatedProperties') {
    return unknownKey(error, String(error.params.additionalProperty ?? error.params.unevaluatedProperty), context);
  }
  const path: Path = [...settings.prefix, ...numbered(context.root, error.path)];
  const node = nodeAt(stack.effective, path);
  if (error.keyword === 'required') {
    return missingKey(error, path, context);
  }
  if (node === undefined || isFilledInLater(node) || !isOwn(stack, path)) {
    return [];
  }
  const what = describe(error, node, formatPath(path.slice(settings.prefix.length)));
  return what
    ? [{ ...finding(what.code, 'error', what.message, path, 'value', context), fixes: () => what.fixes(path) }]
    : [];
}

/** A text that something else replaces before Helm reads the file, whatever type the setting has. */
const isFilledInLater = (node: ValueNode): boolean =>
  isTemplated(node) || (node.kind === 'scalar' && typeof node.value === 'string' && isPlaceholder(node.value));

function missingKey(error: SchemaError, parent: Path, context: SchemaContext): readonly Finding[] {
  const { stack, settings } = context;
  const path = [...parent, String(error.params.missingProperty)];
  // Without the chart's defaults a missing key proves nothing; and lists of the user's own are complete by themselves.
  const inList = parent.some(segment => typeof segment === 'number');
  if ((!stack.complete && !inList) || (parent.length > settings.prefix.length && !isOwn(stack, parent))) {
    return [];
  }
  const name = formatPath(path.slice(settings.prefix.length));
  const message =
    settings.reader === 'api-server'
      ? `'${name}' is missing: the API server refuses the ${settings.title} without it.`
      : `'${name}' is missing: the chart cannot be installed without it.`;
  return [finding('schema/required', 'error', message, path, 'key', context)];
}

/** Settings that the schema takes but that deserve a word: left empty, broken in form, read by nothing, deprecated. */
function keyFindings(context: SchemaContext): readonly Finding[] {
  const { index, stack, settings } = context;
  return [...(index?.keys.values() ?? [])]
    .filter(({ fact }) => fact.required || fact.form || fact.unused || fact.deprecated)
    .filter(({ fact }) => !fact.path.includes('[]') && !fact.path.includes('*'))
    .flatMap(key => {
      const path = [...settings.prefix, ...key.fact.path];
      const own = isOwn(stack, path) ? [brokenForm(key, path, context), idleKey(key, path, context)] : [];
      return [emptyKey(key, path, context), ...own].filter(found => found !== undefined);
    });
}

/** A value that a template demands, and that no file of a complete stack gives. */
function emptyKey({ fact }: KeyAt, path: Path, context: SchemaContext): Finding | undefined {
  const { stack, settings, profile } = context;
  const node = nodeAt(stack.effective, path);
  const isEmpty = node === undefined || (node.kind === 'scalar' && (node.value === null || node.value === ''));
  const own = isOwn(stack, path);
  // What no file names may be given on the command line, or by a file that lies elsewhere: only a production file is whole.
  if (!fact.required || !isEmpty || !stack.complete || !(own || profile === 'production') || !asks(path, context)) {
    return undefined;
  }
  const message = `'${formatPath(fact.path)}' is ${own ? 'empty' : 'not set'}: a template of ${settings.title} demands it, and the installation fails without it.`;
  return finding(
    'schema/required',
    own && profile === 'production' ? 'error' : 'warning',
    message,
    path,
    'value',
    context,
  );
}

/** Not so the chart's own values.yaml, which leaves it to its users, and a dependency that is not used or switched off. */
function asks(path: Path, { stack, settings, chartDefaults, root }: SchemaContext): boolean {
  const enabled = nodeAt(root, ['enabled']);
  const isOff = settings.prefix.length > 0 && enabled?.kind === 'scalar' && enabled.value === false;
  const isChart = stack.layers.some(({ uri }) => nodeAt(chartDefaults, path)?.site.uri === uri);
  return isOwn(stack, settings.prefix) && !isOff && !isChart;
}

function brokenForm({ fact }: KeyAt, path: Path, context: SchemaContext): Finding | undefined {
  const node = nodeAt(context.stack.effective, path);
  if (
    fact.form === undefined ||
    node?.kind !== 'scalar' ||
    isFilledInLater(node) ||
    node.value === null ||
    typeof node.value === 'boolean' ||
    checkForm(fact.form, node.value) === undefined
  ) {
    return undefined;
  }
  const message = `'${formatPath(fact.path)}' must be ${formName(fact.form)}; found ${shown(node)}.`;
  return finding('schema/pattern', 'error', message, path, 'value', context);
}

/** A setting that no template reads, or that is deprecated. */
function idleKey(
  { fact, default: standard, deprecated }: KeyAt,
  path: Path,
  context: SchemaContext,
): Finding | undefined {
  const { settings, stack } = context;
  const name = formatPath(fact.path);
  const chart = settings.version === undefined ? settings.title : `${settings.title} ${settings.version}`;
  // Copied together with the rest of values.yaml, it is nobody's wish.
  if (JSON.stringify(toJson(nodeAt(stack.effective, path))) === JSON.stringify(standard ?? null)) {
    return undefined;
  }
  if (fact.unused) {
    const message = `No template of ${chart} reads '${name}': what you set here has no effect.`;
    return { ...finding('values/unused', 'warning', message, path, 'key', context), tags: ['unnecessary'] };
  }
  const message = `'${name}' is deprecated since ${settings.title} ${deprecated?.since}. ${deprecated?.text}`;
  return (
    deprecated && {
      ...finding('schema/deprecated-key', 'warning', message, path, 'key', context),
      tags: ['deprecated'],
    }
  );
}

/** Those that do not lie at or below the place of another finding. */
function outsideOthers(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const places = new Set(others.map(({ path }) => placeId(path)));
  return findings.filter(({ path }) => !path.some((_, at) => places.has(placeId(path.slice(0, at + 1)))));
}

const placeId = (path: Path): string => path.join('\u0001');

/** Several keywords may refuse one value: the first says enough. */
function onePerPlace(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ path, code }) => {
    const key = `${code === 'schema/deprecated-key' || code === 'values/unused' ? code : ''}\u0001${placeId(path)}`;
    const first = !seen.has(key);
    seen.add(key);
    return first;
  });
}
