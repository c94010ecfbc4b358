import { schemasAt } from '../schema/cursor.ts';
import { type Path, parsePath } from '../values/path.ts';
import type { CompletionContext } from './completion-context.ts';
import type { SettingPlace } from './setting-at.ts';

/** A block of values to insert, and where it belongs: see snippets/README.md. */
export interface Snippet {
  readonly title: string;
  readonly prefix: string;
  readonly description: string;
  readonly body: string;
  readonly product: string;
  readonly chart?: string;
  readonly at: string;
  /** Paths of its values, from the root of its body. */
  readonly provides: readonly string[];
}

export interface FittingSnippet {
  readonly snippet: Snippet;
  /** The part of the body that is missing at the cursor, indented from there on. */
  readonly body: string;
  /** The keys that it adds. */
  readonly keys: readonly string[];
}

/**
 * The snippets that fit where a key is being typed: the chart knows all that they set. A body whose outer keys stand
 * around the cursor already is offered without them. Of a chart nobody has described, any map that looks like that of a
 * workload takes what workloads have.
 */
export function fittingSnippets(
  snippets: readonly Snippet[],
  context: CompletionContext,
  { source, path }: SettingPlace,
): readonly FittingSnippet[] {
  const isFor = ({ product, chart }: Snippet) =>
    product === 'helm' ? chart === undefined || chart === source.title : product === source.chart.id;
  return snippets.filter(isFor).flatMap(snippet => {
    const around = keysAround(snippet, path);
    const body = around && peeled(snippet.body.split('\n'), around);
    const keys = body ? topKeys(body) : [];
    const isList = body?.[0]?.startsWith('- ') === true && context.present.size === 0;
    if (!around || !body || (keys.length === 0 && !isList) || keys.some(key => context.present.has(key))) {
      return [];
    }
    const root = path.slice(0, path.length - around.length);
    const described = schemasAt(source.schema, root).some(({ properties }) => properties !== undefined);
    const fits = described
      ? snippet.provides.every(
          provided => schemasAt(source.schema, [...root, ...(parsePath(provided) ?? [])]).length > 0,
        )
      : snippet.at === '' || looksLikeComponent(context.present);
    return fits ? [{ snippet, body: body.join('\n'), keys }] : [];
  });
}

/** The keys of the body that the cursor already stands in; undefined when the body does not belong there. */
function keysAround({ at, body }: Snippet, path: Path): readonly string[] | undefined {
  const names = path.filter(segment => typeof segment === 'string');
  if (at === '' || names.length < path.length) {
    return names.length < path.length ? undefined : names;
  }
  return at !== '*' && path.at(-1) === at && body.startsWith(`${at}:`) ? [at] : [];
}

/** The lines below `keys`, each of which must be the only key of its map; undefined where they are not. */
function peeled(body: readonly string[], keys: readonly string[]): readonly string[] | undefined {
  let lines = body;
  for (const key of keys) {
    const start = lines.indexOf(`${key}:`);
    if (start === -1 || topKeys(lines).length !== 1) {
      return undefined;
    }
    lines = lines.slice(start + 1).map(line => line.replace(/^ {2}/, ''));
  }
  return lines;
}

const topKeys = (lines: readonly string[]): readonly string[] =>
  lines.flatMap(line => /^([A-Za-z0-9_.-]+|"[^"]*"):/.exec(line)?.[1]?.replace(/"/g, '') ?? []);

/** Keys that tell the map of a workload from others in a chart whose settings nobody has written down. */
const looksLikeComponent = (present: ReadonlySet<string>): boolean =>
  [
    'image',
    'replicaCount',
    'replicas',
    'resources',
    'nodeSelector',
    'tolerations',
    'affinity',
    'podAnnotations',
    'securityContext',
    'podSecurityContext',
  ].some(key => present.has(key));
