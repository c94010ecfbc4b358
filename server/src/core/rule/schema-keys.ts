import { futureKey, keyId, type MoveAt } from '../schema/build.ts';
import type { SchemaError } from '../schema/validate.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { entryAt, nodeAt, type ValueNode } from '../values/node.ts';
import { formatPath, type Path, startsWith } from '../values/path.ts';
import type { ValuesStack } from '../values/stack.ts';
import type { Finding } from './finding.ts';
import { placeOf } from './place.ts';
import type { Fix, Severity } from './rule.ts';
import { finding, isOwn, numbered, type SchemaContext, severityOfIdleKey } from './schema-context.ts';

/** A key that the schema does not have: moved, removed, of a later version, or unknown. */
export function unknownKey(error: SchemaError, name: string, context: SchemaContext): readonly Finding[] {
  const { stack, settings } = context;
  const relative = [...numbered(context.root, error.path), name];
  const path = [...settings.prefix, ...relative];
  // Keys such as `x-common` hold anchors for the rest of the file.
  if (
    !isOwn(stack, path) ||
    /^(x-|_|\.)/.test(name) ||
    (!settings.strict && nodeAt(context.chartDefaults, path) !== undefined)
  ) {
    return [];
  }
  return (
    movedKey(relative, nodeAt(stack.effective, path), context, below => neverHeardOf(below, [], context)) ?? [
      futureKeyFinding(relative, context) ??
        dottedKey(relative, context) ??
        neverHeardOf(relative, Object.keys(error.schema.properties ?? {}), context),
    ]
  );
}

/** Keys inside maps of free content (a Kubernetes type, the user's own keys), which the schema takes although they moved. */
export function movedInsideFreeContent(context: SchemaContext): readonly Finding[] {
  const { moves, settings, stack } = context;
  return (moves?.places ?? []).flatMap(place => {
    const path = [...settings.prefix, ...place];
    const found = isOwn(stack, path) ? movedKey(place, nodeAt(stack.effective, path), context, () => undefined) : [];
    // What the schema takes there may still reach the cluster: to take it out changes what runs.
    return (found ?? []).map(one => ({ ...one, tags: [], fixes: () => one.fixes().map(atOwnRisk) }));
  });
}

const atOwnRisk = (fix: Fix): Fix => ({ ...fix, safety: 'unsafe' });

/**
 * The findings on a key that moved or was removed; undefined when it did neither. A map whose parts go different ways
 * is taken apart: each part has its own finding, and one that goes nowhere the finding of `other`.
 */
function movedKey(
  relative: Path,
  node: ValueNode | undefined,
  context: SchemaContext,
  other: (relative: Path) => Finding | undefined,
): readonly Finding[] | undefined {
  const move = context.moves?.find(relative.map(String));
  if (!move && !holdsMoved(relative, node, context)) {
    return undefined;
  }
  if (move && (node?.kind !== 'map' || goesTogether(relative, node, move, context))) {
    return [
      move.to === undefined ? removedFinding(relative, move, context) : movedFinding(relative, move.to, move, context),
    ];
  }
  return (node?.kind === 'map' ? [...node.entries] : []).flatMap(([name, { value }]) => {
    const below = [...relative, name];
    return movedKey(below, value, context, other) ?? other(below) ?? [];
  });
}

/** A map that never was a setting, but something in it did move. */
function holdsMoved(relative: Path, node: ValueNode | undefined, { moves }: SchemaContext): boolean {
  return (moves?.places ?? []).some(
    place =>
      place.length > relative.length &&
      startsWith(place, relative) &&
      nodeAt(node, place.slice(relative.length)) !== undefined,
  );
}

/** Whether everything in a map goes where the map goes. */
function goesTogether(relative: Path, node: ValueNode, move: MoveAt, context: SchemaContext): boolean {
  return (
    node.kind !== 'map' ||
    [...node.entries].every(([name, { value }]) => {
      const below = [...relative, name];
      const own = context.moves?.find(below.map(String));
      const wanted = move.to && formatPath([...move.to, name]);
      return (
        own !== undefined &&
        (own.to && formatPath(own.to)) === wanted &&
        own.since === move.since &&
        goesTogether(below, value, own, context)
      );
    })
  );
}

const sinceWhen = (relative: Path, { since }: MoveAt, { settings, index }: SchemaContext): string => {
  const name = formatPath(relative);
  return since === undefined
    ? `${settings.title} never had '${name}'`
    : `'${name}' is no setting of ${settings.title} since ${since} (this is ${index?.nearest.version ?? ''})`;
};

function removedFinding(relative: Path, move: MoveAt, context: SchemaContext): Finding {
  const path = [...context.settings.prefix, ...relative];
  const message = `${sinceWhen(relative, move, context)}. ${move.move.text} Take it out.`;
  return {
    ...finding('schema/removed-key', severityOfIdleKey(context.profile), message, path, 'key', context),
    tags: ['unnecessary'],
    fixes: () => [
      { title: `Remove '${String(relative.at(-1))}'`, safety: 'safe', operations: [{ op: 'remove', path }] },
    ],
  };
}

function movedFinding(relative: Path, target: Path, move: MoveAt, context: SchemaContext): Finding {
  const { settings, profile, stack } = context;
  const from = [...settings.prefix, ...relative];
  const to = [...settings.prefix, ...target];
  const name = formatPath(target);
  const message = `${sinceWhen(relative, move, context)}: it belongs at '${name}'. ${move.move.text}`;
  const taken = stack.layers.some(layer => inTheWay(nodeAt(stack.effective, from), nodeAt(layer.root, to)));
  const other = taken ? placeOf(stack, to, 'key') : undefined;
  return {
    ...finding(
      'schema/moved-key',
      severityOfIdleKey(profile),
      taken ? `${message} Both are set: decide which value is meant, and take this one out.` : message,
      from,
      'key',
      context,
    ),
    related: other ? [{ site: other, message: `'${name}' is set here.` }] : [],
    fixes: () =>
      taken ? [] : [{ title: `Move to '${name}'`, safety: 'safe', operations: [{ op: 'move', from, to }] }],
  };
}

/** Whether what moves would meet a value that is set already: maps join, as long as they set different keys. */
function inTheWay(moved: ValueNode | undefined, there: ValueNode | undefined): boolean {
  if (there === undefined || (there.kind === 'scalar' && there.value === null)) {
    return false;
  }
  return (
    moved?.kind !== 'map' || there.kind !== 'map' || [...moved.entries.keys()].some(name => there.entries.has(name))
  );
}

function futureKeyFinding(relative: Path, context: SchemaContext): Finding | undefined {
  const { settings, index, profile } = context;
  const path = [...settings.prefix, ...relative];
  const needed = neededVersion(relative.map(String), nodeAt(context.stack.effective, path), context);
  if (needed === undefined) {
    return undefined;
  }
  const name = formatPath(relative);
  const now = `version ${index?.nearest.version ?? ''} ignores it`;
  const [release = '', unreleased] = needed.split('+');
  const message =
    unreleased === undefined
      ? `'${name}' exists from ${settings.title} ${needed} on; ${now}. Upgrade the chart, or take the key out.`
      : `'${name}' is in no release of ${settings.title} yet: it came after ${release}; ${now}. Take the key out until it is released.`;
  return finding('schema/future-key', severityOfIdleKey(profile), message, path, 'key', context);
}

/** The first version that knows the key and everything that is set in it; undefined when none knows the key. */
function neededVersion(
  relative: readonly string[],
  node: ValueNode | undefined,
  context: SchemaContext,
): string | undefined {
  const { table } = context.settings;
  const now = context.index?.nearest.version;
  const own = table && now !== undefined ? futureKey(table, now, relative)?.version : undefined;
  if (!table || own === undefined || node?.kind !== 'map') {
    return own;
  }
  const inner = [...node.entries].map(([name, { value }]) => neededVersion([...relative, name], value, context));
  const at = [own, ...inner].map(version => (version === undefined ? -1 : table.versions.indexOf(version)));
  return table.versions[Math.max(...at)];
}

/** `a.b.c: 1`, as documents and `--set` write a path: in a file it is one key with dots in its name. */
function dottedKey(relative: Path, context: SchemaContext): Finding | undefined {
  const { settings, index, moves } = context;
  const names = String(relative.at(-1)).split('.');
  const nested = [...relative.slice(0, -1).map(String), ...names];
  const isSetting = index?.keys.has(keyId(nested)) === true || moves?.find(nested) !== undefined;
  if (names.length < 2 || names.includes('') || !isSetting) {
    return undefined;
  }
  const from = [...settings.prefix, ...relative];
  const to = [...settings.prefix, ...nested];
  const message = `Helm reads '${names.join('.')}' as one key with dots in its name, which ${settings.title} does not have: in a file each name stands on a line of its own, below the one before.`;
  return {
    ...finding('schema/unknown-key', 'error', message, from, 'key', context),
    tags: ['unnecessary'],
    fixes: () => [{ title: `Nest '${names.join('.')}'`, safety: 'safe', operations: [{ op: 'move', from, to }] }],
  };
}

function neverHeardOf(relative: Path, known: readonly string[], context: SchemaContext): Finding {
  const { stack, settings, profile, root } = context;
  const path = [...settings.prefix, ...relative];
  const name = String(relative.at(-1));
  const holder = nodeAt(root, relative.slice(0, -1));
  const taken = new Set(
    holder?.kind === 'map'
      ? [...holder.entries.keys()].filter(key => entryOwned(stack, [...path.slice(0, -1), key]))
      : [],
  );
  const near = didYouMean(
    name,
    known.filter(key => !taken.has(key)),
  );
  const severity: Severity = near.length > 0 || settings.strict || profile === 'production' ? 'error' : 'warning';
  const guess = near[0] === undefined ? '' : ` Did you mean '${near[0]}'?`;
  return {
    ...finding(
      'schema/unknown-key',
      severity,
      `${noSuchSetting(formatPath(relative), context)}${guess}`,
      path,
      'key',
      context,
    ),
    tags: settings.strict ? [] : ['unnecessary'],
    fixes: () =>
      near.map(to => ({ title: `Rename to '${to}'`, safety: 'safe', operations: [{ op: 'rename', path, name: to }] })),
  };
}

function noSuchSetting(name: string, { settings }: SchemaContext): string {
  const { title, version, strict, reader } = settings;
  if (strict) {
    return `${title} has no setting '${name}'. The chart's schema refuses it: the release fails.`;
  }
  const [noun, who] = reader === 'api-server' ? ['field', 'The API server drops it'] : ['setting', 'Helm ignores it'];
  const chart = version === undefined ? title : `${title} ${version}`;
  return `${chart} has no ${noun} '${name}'. ${who} without a word, so what you set here has no effect.`;
}

const entryOwned = (stack: ValuesStack, path: Path): boolean =>
  stack.layers.some(layer => entryAt(layer.root, path) !== undefined);
