/** The two spellings of a duration that production values meet: Go's and Prometheus'. */

/** Longer texts are no durations; reading them would only cost time. */
const maximalLength = 200;

const goUnits: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

/** Go keeps durations as signed 64-bit nanoseconds. */
const goMaximum = 2n ** 63n;

/**
 * Go's `time.ParseDuration` (`1h30m`, `300ms`, `0`), in nanoseconds; undefined when Go refuses it: no days or weeks,
 * no bare numbers, no capitals. Read by controller flags, cert-manager and Spaces certificates.
 */
export function parseGoDuration(text: string): bigint | undefined {
  const signed = /^([+-]?)(.+)$/s.exec(text);
  if (!signed || text.length > maximalLength) {
    return undefined;
  }
  const [, sign, rest = ''] = signed;
  if (rest === '0') {
    return 0n;
  }
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) {
    return undefined;
  }
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of rest.matchAll(/(\d*)\.?(\d*)([a-zµμ]+)/g)) {
    const size = goUnits.get(unit) ?? 0n;
    total += BigInt(`0${whole}`) * size + (BigInt(`0${fraction}`) * size) / 10n ** BigInt(fraction.length);
  }
  if (total > goMaximum || (total === goMaximum && sign !== '-')) {
    return undefined;
  }
  return sign === '-' ? -total : total;
}

const prometheusUnits: readonly (readonly [string, bigint])[] = [
  ['y', 31_536_000_000n],
  ['w', 604_800_000n],
  ['d', 86_400_000n],
  ['h', 3_600_000n],
  ['m', 60_000n],
  ['s', 1_000n],
  ['ms', 1n],
];
const prometheusGrammar = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * A Prometheus duration (`5m30s`, `1d`, `0`), in milliseconds; undefined when Prometheus refuses it: no fractions, no
 * sign, units from large to small. Read by scrape intervals, timeouts and `for` of alerts.
 */
export function parsePrometheusDuration(text: string): bigint | undefined {
  if (text === '0') {
    return 0n;
  }
  const match = text === '' || text.length > maximalLength ? null : prometheusGrammar.exec(text);
  if (!match) {
    return undefined;
  }
  const total = prometheusUnits.reduce((sum, [, size], index) => sum + BigInt(match[index + 1] ?? '0') * size, 0n);
  return total * 1_000_000n < goMaximum ? total : undefined;
}
