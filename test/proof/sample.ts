import type { Random } from '../support/random.ts';

/** Some of the items, each at most once. */
export function sample<T>(items: readonly T[], count: number, random: Random): readonly T[] {
  const pool = [...items];
  return Array.from({ length: Math.min(count, pool.length) }, () => pool.splice(random.below(pool.length), 1)).flat();
}
