import type { JsonValue } from '../product/table.ts';
import type { PoolView } from '../taint/index.ts';
import { untolerated } from '../taint/index.ts';
import { matchPools, poolsByTaint } from '../taint/pool-match.ts';
import { type DeclaredTaint, formatTaint } from '../taint/taint.ts';
import { toJson } from '../values/node.ts';
import type { Operation } from '../values/operation.ts';
import type { Path } from '../values/path.ts';
import { type Placement, tolerationsFor } from './placement.ts';
import { tolerationFor } from './remedies/tolerations.ts';
import type { RuleContext } from './rule.ts';

/** What keeps pods off every pool that they are bound to. */
export interface Barred {
  readonly pools: readonly PoolView[];
  /** Each key, value and effect once. */
  readonly missing: readonly DeclaredTaint[];
}

/** Undefined when some pool takes the pods, when none is known to be meant, and when a toleration is not known. */
export function barredFrom(context: RuleContext, placement: Placement): Barred | undefined {
  const { sure, possible } = matchPools(context.nodes, placement.alternatives);
  const meant = sure.length + possible.length > 0 ? sure : poolsByTaint(context.nodes, placement.alternatives);
  const tolerations = meant.length === 0 ? undefined : tolerationsFor(context, placement);
  if (!tolerations || [...meant, ...possible].some(pool => untolerated(pool.taints, tolerations).length === 0)) {
    return undefined;
  }
  return {
    pools: meant,
    missing: untolerated(
      meant.flatMap(({ taints }) => taints),
      tolerations,
    ),
  };
}

/** Some pool that is meant takes the pods, and all that its file says of it is written out. */
export function isTaken(context: RuleContext, placement: Placement): boolean {
  const tolerations = tolerationsFor(context, placement) ?? [];
  return matchPools(context.nodes, placement.alternatives).sure.some(
    pool => pool.known && untolerated(pool.taints, tolerations).length === 0,
  );
}

/**
 * Adds the tolerations of these taints behind those that count already. Lists are replaced as a whole from one file to
 * the next: what a file below or the chart sets is repeated.
 */
export function tolerate({ at, stack }: RuleContext, path: Path, taints: readonly DeclaredTaint[]): Operation {
  const items = taints.map(taint =>
    tolerationFor({ key: taint.key ?? '', value: taint.value, effect: taint.effect ?? '' }),
  );
  const list = at(path);
  const isTop = list?.site.uri === stack.layers.at(-1)?.uri;
  return list?.kind === 'list' && list.items.length > 0 && !isTop
    ? { op: 'set', path, value: [...(toJson(list) as readonly JsonValue[]), ...items] }
    : { op: 'append', path, items };
}

/** `target=etcd:NoSchedule and spot:NoExecute` */
export const listTaints = (taints: readonly DeclaredTaint[]): string => inWords(taints.map(formatTaint));

/** `pool 'etcd' (nodes.tf)`; the first three, then how many more. */
export function listPools(pools: readonly PoolView[]): string {
  const names = [
    ...new Set(
      pools.map(({ name, uri }) => (name === '' ? `the pool in ${fileOf(uri)}` : `'${name}' (${fileOf(uri)})`)),
    ),
  ];
  return inWords(names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names);
}

const fileOf = (uri: string): string => {
  const name = uri.split('/').at(-1) ?? uri;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

const inWords = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
