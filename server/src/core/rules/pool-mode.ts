import { ownScalars } from '../rule/own-values.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'pool-mode',
  meta: {
    summary: 'Pool connections by transaction.',
    why: 'In session mode a connection belongs to a client until it leaves: the pool is as large as the number of clients, and saves the database nothing.',
    remedy:
      'Use transaction mode. Applications that keep state in their session, such as advisory locks or LISTEN, need session mode.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      session:
        "'{path}: session' keeps a connection for each client, so that the pool saves the database nothing. Use transaction unless the application keeps state in its session.",
    },
    examples: { bad: 'pgbouncer:\n  poolMode: session\n', good: 'pgbouncer:\n  poolMode: transaction\n' },
    sources: ['https://www.pgbouncer.org/features.html'],
    covers: ['S4-27'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { path, value } of ownScalars(context, ['poolMode', 'pool_mode', 'POOL_MODE', 'PGBOUNCER_POOL_MODE'])) {
      if (value === 'session') {
        yield {
          path,
          message: 'session',
          data: { path: formatPath(path) },
          fixes: () => [
            { title: 'Pool by transaction', safety: 'unsafe', operations: [{ op: 'set', path, value: 'transaction' }] },
          ],
        };
      }
    }
  },
});
