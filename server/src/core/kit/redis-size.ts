/** The units of redis.conf: with a `b` powers of 1024, without it powers of 1000. */
const units: ReadonlyMap<string, bigint> = new Map([
  ['', 1n],
  ['b', 1n],
  ['k', 1_000n],
  ['kb', 1024n],
  ['m', 1_000_000n],
  ['mb', 1024n ** 2n],
  ['g', 1_000_000_000n],
  ['gb', 1024n ** 3n],
]);

/** A memory size of Redis (`maxmemory 1gb`), in bytes; undefined when Redis refuses it, as it does Kubernetes' `512Mi`. */
export function parseRedisSize(text: string): bigint | undefined {
  const [, digits = '', suffix = ''] = /^(\d{1,19})([a-z]{0,2})$/i.exec(text) ?? [];
  const unit = units.get(suffix.toLowerCase());
  return digits === '' || unit === undefined ? undefined : BigInt(digits) * unit;
}
