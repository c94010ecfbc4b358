import type { ChartKnowledge } from '../analyze.ts';
import type { ChartModel } from '../chart/chart.ts';
import type { DocumentedValue } from '../chart/comments.ts';
import { schemasAtRoot, schemasBelow } from '../schema/cursor.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import type { SettingsSource } from '../schema/settings.ts';
import { didYouMean, isOneLetterOff } from '../text/did-you-mean.ts';
import type { ValuesDocument } from '../values/document.ts';
import { isNull, type MapNode, nodeAt, type ValueNode } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';
import type { ValuesStack } from '../values/stack.ts';
import type { Finding } from './finding.ts';
import { placeOf } from './place.ts';
import type { ProfileName, Severity } from './rule.ts';

interface Input {
  readonly stack: ValuesStack;
  readonly settings: SettingsSource;
  readonly chart: ChartKnowledge;
  readonly profile: ProfileName;
  /** Keys below which another product's settings stand. */
  readonly mounted: readonly string[];
}

interface Search extends Input {
  readonly seen: Set<string>;
  readonly findings: Finding[];
  /** Every name that the chart uses for something: worked out when first asked for. */
  readonly words: () => ReadonlySet<string>;
}

/**
 * Of a chart at hand: keys that it does not know (in no default, comment, schema, subchart or template), and settings
 * that no template reads. Where the templates cannot be followed, and in maps that they print as they are, only slips
 * of the pen are reported.
 */
export function chartFindings(input: Input): Finding[] {
  let words: ReadonlySet<string> | undefined;
  const search: Search = {
    ...input,
    seen: new Set(),
    findings: [],
    words: () => {
      words ??= wordsOf(input.chart.model);
      return words;
    },
  };
  const { settings } = input;
  for (const layer of input.stack.layers) {
    if (layer.root?.kind === 'map') {
      const schemas = settings.strict ? schemasAtRoot(settings.schema) : [];
      visit({ map: layer.root, path: [], layer, idle: false, schemas }, search);
    }
  }
  return search.findings;
}

/** A map of one of the user's files. */
interface Level {
  readonly map: MapNode;
  readonly path: readonly string[];
  readonly layer: ValuesDocument;
  /** It is part of something unused, which is reported above. */
  readonly idle: boolean;
  /** What the chart's own schema says of it; none: the chart has none. */
  readonly schemas: readonly JsonSchema[];
}

function visit(level: Level, search: Search): void {
  const { map, path, layer, idle, schemas } = level;
  const { chart, mounted, seen, findings, settings } = search;
  let keys: readonly string[] | undefined;
  const keysHere = () => {
    keys ??= chart.keysAt(path);
    return keys;
  };
  for (const [name, { key, value }] of map.entries) {
    const child = [...path, name];
    const declared = schemasBelow(settings.schema, schemas, name);
    if (
      (seen.size > 0 && seen.has(idOf(child))) ||
      key.uri !== layer.uri ||
      isHolder(name) ||
      (path.length === 0 && mounted.includes(name)) ||
      (declared.length === 0 && isClosed(schemas))
    ) {
      continue;
    }
    const known = declared.length > 0 ? 'yes' : chart.knows(child);
    if ((known === 'no' && !idle) || isSlip(child, value, map, keysHere, search)) {
      seen.add(idOf(child));
      findings.push(unknownKey(child, map, known, search));
      continue;
    }
    const isUnused = known === 'yes' && !idle && name !== 'global' && chart.reads(child) === 'no' && !isEmpty(value);
    if (isUnused) {
      seen.add(idOf(child));
      findings.push(unusedValue(child, search));
    }
    if (value.kind === 'map') {
      visit({ map: value, path: child, layer, idle: idle || isUnused, schemas: declared }, search);
    }
  }
}

const idOf = (path: readonly string[]): string => path.join('\u0001');

/** Keys such as `x-common` hold anchors for the rest of the file. */
const isHolder = (name: string): boolean => /^(x-|_|\.)/.test(name);

const isEmpty = (value: ValueNode): boolean => value.kind === 'map' && value.entries.size === 0;

/** The chart's own schema takes no other keys here; that is reported already. */
const isClosed = (schemas: readonly JsonSchema[]): boolean =>
  schemas.some(({ additionalProperties }) => additionalProperties === false);

// ---------------------------------------------------------------- slips

/**
 * A key that nothing names, one letter away from a setting of the same shape that is not set here: a mistake even where
 * any key may be read.
 */
function isSlip(
  path: Path,
  value: ValueNode,
  map: MapNode,
  keysHere: () => readonly string[],
  { stack, words }: Search,
): boolean {
  const name = String(path.at(-1));
  const parent = path.slice(0, -1);
  if (name.length < 2 || nodeAt(stack.defaults, path) !== undefined) {
    return false;
  }
  const keys = keysHere();
  const near = keys.includes(name) ? undefined : nearestOf(name, keys, map);
  return (
    near !== undefined &&
    isOneLetterOff(name, near) &&
    withoutDigits(name) !== withoutDigits(near) &&
    hasShapeOf(value, nodeAt(stack.defaults, [...parent, near])) &&
    !shortWords.has(name.toLowerCase()) &&
    !words().has(name)
  );
}

const nearestOf = (name: string, keys: readonly string[], map: MapNode): string | undefined =>
  didYouMean(
    name,
    keys.filter(key => !map.entries.has(key)),
    1,
  )[0];

/** `redis1` and `redis2` are two of a kind. */
const withoutDigits = (name: string): string => name.replace(/\d/g, '');

const hasShapeOf = (value: ValueNode, other: ValueNode | undefined): boolean =>
  other === undefined || isNull(other) || isNull(value) || value.kind === other.kind;

/** Words of up to four letters that are near to other such words. */
const shortWords = new Set(
  'arg args auth bind cert cors cmd code conf cpu data db dir dns dsn env envs file font gid gpu group hook host hosts http https id ids ip ips job jobs jwt key keys kind lang last lb link list log logs max min mode mtls name node nodes oauth page pass path paths pod pods port ports pool post put pvc rate ref refs role roles root rule rules salt san sans saml set sets sign site size smtp sni spec sql ssh ssl sso tag tags task tcp term test text time tls tmp tty ttl type udp ui uid unit uri url urls user users uuid vhost view vip web zone zones'.split(
    ' ',
  ),
);

function wordsOf(model: ChartModel): ReadonlySet<string> {
  const words = new Set<string>();
  const addAll = (value: DocumentedValue | undefined): void => {
    for (const [name, entry] of value?.entries ?? []) {
      words.add(name);
      addAll(entry.value);
    }
    for (const item of value?.items ?? []) {
      addAll(item);
    }
  };
  const addChart = ({ documented, subcharts }: ChartModel): void => {
    addAll(documented().root);
    for (const { model: child } of subcharts) {
      addChart(child);
    }
  };
  addChart(model);
  for (const { path } of model.templateReads().every()) {
    for (const segment of path) {
      words.add(segment);
    }
  }
  return words;
}

// ---------------------------------------------------------------- findings

function unknownKey(
  path: Path,
  map: MapNode,
  known: 'yes' | 'maybe' | 'no',
  { stack, settings, chart, profile }: Input,
): Finding {
  const name = String(path.at(-1));
  const candidates = chart.keysAt(path.slice(0, -1).map(String)).filter(key => !map.entries.has(key));
  const near = didYouMean(name, candidates);
  const guess = near[0] === undefined ? '' : ` Did you mean '${near[0]}'?`;
  const reason = {
    no: 'it is in no default and no template. Helm ignores it without a word',
    maybe: 'it is in no default, and no template that can be followed reads it',
    yes: 'it is in no default, and no template names it',
  }[known];
  return {
    ...finding(
      stack,
      path,
      'schema/unknown-key',
      known === 'no' && (near.length > 0 || profile === 'production') ? 'error' : 'warning',
    ),
    message: `${settings.title} has no setting '${formatPath(path)}': ${reason}.${guess}`,
    tags: known === 'yes' ? [] : ['unnecessary'],
    // What a template prints with all around it has an effect under its present name, too.
    fixes: () =>
      near.map(to => ({
        title: `Rename to '${to}'`,
        safety: known === 'yes' ? 'unsafe' : 'safe',
        operations: [{ op: 'rename', path, name: to }],
      })),
  };
}

function unusedValue(path: Path, { stack, settings }: Input): Finding {
  return {
    ...finding(stack, path, 'values/unused', 'info'),
    message: `No template of ${settings.title} reads '${formatPath(path)}': what you set here has no effect.`,
    tags: ['unnecessary'],
  };
}

function finding(stack: ValuesStack, path: Path, code: string, severity: Severity): Finding {
  const site = placeOf(stack, path, 'key') ?? { uri: stack.layers.at(-1)?.uri ?? '', span: { start: 0, end: 0 } };
  return { code, severity, message: '', path, site, related: [], tags: [], fixes: () => [], replaces: [] };
}
