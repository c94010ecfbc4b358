import { connectionDemand } from '../kit/connection-pool.ts';
import { wholeNumber } from '../kit/json.ts';
import { mapAround } from '../rule/own-values.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { isTemplated, type MapNode, nodeAt, type ScalarNode, type ValueNode } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

/** The settings of PgBouncer, in the spellings of its file, of charts and of environment variables. */
const sizes = ['default_pool_size', 'defaultPoolSize', 'DEFAULT_POOL_SIZE'];
const reserves = ['reserve_pool_size', 'reservePoolSize', 'RESERVE_POOL_SIZE'];
const limits = ['max_connections', 'maxConnections', 'MAX_CONNECTIONS'];
const counts = ['instances', 'replicaCount', 'replicas'];

export default defineRule({
  id: 'pool-exceeds-connections',
  meta: {
    summary: 'Let connection pools open no more connections than the database takes.',
    why: 'Every pooler opens its pool and its reserve for each database and user. Together they may ask for more connections than PostgreSQL has: under load new ones are refused, those of the operators among them.',
    remedy: 'Lower the pool size, or raise `max_connections`. Three connections are reserved for superusers.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces'],
    messages: {
      exceeds:
        "{poolers} poolers with {size} connections each may open {demand}, and PostgreSQL takes {limit} (3 of them reserved): under load it refuses new ones. Lower '{path}'.",
    },
    examples: {
      bad: 'postgresql:\n  parameters:\n    max_connections: 100\npgbouncer:\n  replicaCount: 3\n  default_pool_size: 40\n',
      good: 'postgresql:\n  parameters:\n    max_connections: 100\npgbouncer:\n  replicaCount: 2\n  default_pool_size: 40\n',
    },
    sources: ['https://www.pgbouncer.org/config.html'],
    covers: ['S2-85', 'S4-27'],
    fix: 'unsafe',
  },
  *check(context) {
    const limit = onlyOne(limits.flatMap(name => context.select(`**.${name}`)));
    const size = onlyOne(sizes.flatMap(name => context.select(`**.${name}`)));
    const max = numberOf(limit);
    const poolSize = numberOf(size);
    if (!limit || !size || max === undefined || poolSize === undefined) {
      return;
    }
    const parameters = mapAround(context, size.path);
    const reserve = reserves.map(name => nodeAt(parameters, [name])).find(node => node !== undefined);
    const count = poolersAround(context, size.path);
    const poolers = numberOf(count);
    const reserveSize = reserve === undefined ? 0 : numberOf(reserve);
    if (!count || poolers === undefined || reserveSize === undefined) {
      return;
    }
    const demand = connectionDemand({
      poolers,
      defaultPoolSize: poolSize,
      reservePoolSize: reserveSize,
      maxConnections: max,
    });
    if (!demand || demand.fits || !ownsAny(context, [limit.path, size.path, reserve?.path, count.path])) {
      return;
    }
    const fitting = Math.floor((max - 3) / poolers) - reserveSize;
    yield {
      path: size.path,
      message: 'exceeds',
      data: {
        poolers,
        size: poolSize + reserveSize,
        demand: demand.serverConnections,
        limit: max,
        path: formatPath(size.path),
      },
      related: [{ path: limit.path, message: 'What PostgreSQL takes.' }],
      fixes: () =>
        fitting > 0
          ? [
              {
                title: `Pool ${fitting} connections`,
                safety: 'unsafe',
                operations: [
                  {
                    op: 'set',
                    path: size.path,
                    value: typeof size.value === 'string' ? String(fitting) : fitting,
                  },
                ],
              },
            ]
          : [],
    };
  },
});

/** With several databases or poolers it is not known which belong together. */
const onlyOne = (nodes: readonly ValueNode[]): ScalarNode | undefined => {
  const [node, second] = nodes;
  return node?.kind === 'scalar' && second === undefined ? node : undefined;
};

const numberOf = (node: ValueNode | undefined): number | undefined =>
  node?.kind === 'scalar' && !isTemplated(node) ? wholeNumber(node.value) : undefined;

/** The replicas of the pooler: in the map of its settings, or in one of the two around it. */
function poolersAround(context: RuleContext, path: Path): ScalarNode | undefined {
  for (const depth of [1, 2, 3]) {
    const map: ValueNode | undefined = context.at(path.slice(0, -depth));
    const count = map?.kind === 'map' ? countIn(map) : undefined;
    if (count || depth >= path.length) {
      return count;
    }
  }
  return undefined;
}

function countIn(map: MapNode): ScalarNode | undefined {
  const node = counts.map(name => nodeAt(map, [name])).find(found => found !== undefined);
  return node?.kind === 'scalar' ? node : undefined;
}
