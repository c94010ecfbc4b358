import { isTemplate } from './json.ts';

/**
 * Kubernetes resource quantities (`500m`, `1.5Gi`, `1e3`), read and compared exactly, as
 * k8s.io/apimachinery/pkg/api/resource does. Never through a float.
 */
export interface Quantity {
  /** The exact value in billionths: the API keeps nothing finer. Bytes for memory, cores for CPU. */
  readonly nanos: bigint;
  readonly format: QuantityFormat;
  /** What stood behind the number: `Mi`, `m`, `e3`, or nothing. */
  readonly suffix: string;
  /** `Mi` or `.` alone: the API reads a missing number as 0, which nobody means. */
  readonly numberMissing: boolean;
}

/** How the API writes the value back: powers of 1024, powers of 1000, or `12e6`. */
export type QuantityFormat = 'binary' | 'decimal' | 'exponent';

const giga = 1_000_000_000n;
/** Binary quantities stop at the largest signed 64-bit integer. */
const binaryCap = (2n ** 63n - 1n) * giga;
/** Longer texts and larger exponents are no amounts of anything; reading them would only cost time. */
const maximalLength = 256;
const maximalExponent = 400;

const decimalExponents: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const binarySuffixes: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Sign, digits, fraction, suffix. The number may be missing, the text may not. */
const grammar = /^([+-]?)(\d*)(?:\.(\d*))?(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)$/;

/** Reads a quantity; undefined when the API would refuse it. A YAML number counts as the text Helm prints for it. */
export function parseQuantity(value: string | number): Quantity | undefined {
  const text = String(value);
  const match = text === '' || text.length > maximalLength ? null : grammar.exec(text);
  if (!match) {
    return undefined;
  }
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  const scale = scaleOf(suffix);
  if (!scale) {
    return undefined;
  }
  const digits = BigInt(`0${whole}${fraction}`);
  const magnitude =
    fraction === '' && scale.nanos !== undefined
      ? digits * scale.nanos
      : divideUp(digits * scale.numerator * giga, scale.denominator * 10n ** BigInt(fraction.length));
  const capped = scale.format === 'binary' && magnitude > binaryCap ? binaryCap : magnitude;
  return {
    nanos: sign === '-' ? -capped : capped,
    format: scale.format,
    suffix,
    numberMissing: whole === '' && fraction === '',
  };
}

function scaleOf(suffix: string): Scale | undefined {
  const known = scales.get(suffix);
  if (known) {
    return known;
  }
  const exponent = Number(suffix.slice(1));
  return Math.abs(exponent) > maximalExponent ? undefined : { ...powerOfTen(exponent), format: 'exponent' };
}

const powerOfTen = (exponent: number) => ({
  numerator: 10n ** BigInt(Math.max(0, exponent)),
  denominator: 10n ** BigInt(Math.max(0, -exponent)),
});

interface Scale {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly format: QuantityFormat;
  /** One unit in billionths. */
  readonly nanos?: bigint;
}

const scales: ReadonlyMap<string, Scale> = new Map<string, Scale>([
  ...binarySuffixes.map(
    (suffix, power) =>
      [
        suffix,
        { numerator: 1024n ** BigInt(power), denominator: 1n, format: 'binary', nanos: giga * 1024n ** BigInt(power) },
      ] as const,
  ),
  ...[...decimalExponents].map(
    ([suffix, exponent]) =>
      [suffix, { ...powerOfTen(exponent), format: 'decimal', nanos: 10n ** BigInt(exponent + 9) }] as const,
  ),
]);

/** Integer division, away from zero, of two numbers that are not negative. */
const divideUp = (numerator: bigint, denominator: bigint): bigint => (numerator + denominator - 1n) / denominator;

const roundAway = (nanos: bigint, unit: bigint): bigint =>
  nanos < 0n ? -divideUp(-nanos, unit) : divideUp(nanos, unit);

/** Whole units (bytes, cores), rounded away from zero: `500m` is 1. The API's `Value()`. */
export const wholeValue = (quantity: Quantity): bigint => roundAway(quantity.nanos, giga);

/** Thousandths, rounded away from zero. The API's `MilliValue()`. */
export const milliValue = (quantity: Quantity): bigint => roundAway(quantity.nanos, 1_000_000n);

/** -1, 0 or 1; undefined when either side is unknown. */
export function compareQuantities(left: Quantity | undefined, right: Quantity | undefined): -1 | 0 | 1 | undefined {
  if (!left || !right) {
    return undefined;
  }
  return left.nanos < right.nanos ? -1 : left.nanos > right.nanos ? 1 : 0;
}

/** The form in which the API server writes it back: `1.5Gi` is `1536Mi`, `0.5` is `500m`. */
export function canonicalQuantity(quantity: Quantity): string {
  const { nanos, format } = quantity;
  if (nanos === 0n) {
    return '0';
  }
  const small = nanos > -1024n * giga && nanos < 1024n * giga;
  if (format === 'binary' && !small && nanos % giga === 0n) {
    return canonicalBinary(nanos / giga);
  }
  const { mantissa, exponent } = shiftZeros(nanos);
  if (format === 'exponent') {
    return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
  }
  return `${mantissa}${decimalSuffix(exponent)}`;
}

function canonicalBinary(units: bigint): string {
  let rest = units;
  let power = 0;
  while (rest % 1024n === 0n && power < binarySuffixes.length - 1) {
    rest /= 1024n;
    power++;
  }
  return `${rest}${binarySuffixes[power]}`;
}

/** The value as mantissa and an exponent that is a multiple of three. */
function shiftZeros(nanos: bigint): { mantissa: bigint; exponent: number } {
  let mantissa = nanos;
  let exponent = -9;
  while (mantissa % 1000n === 0n) {
    mantissa /= 1000n;
    exponent += 3;
  }
  return { mantissa, exponent };
}

const decimalSuffix = (exponent: number): string =>
  [...decimalExponents].find(([, power]) => power === exponent)?.[0] ?? `e${exponent}`;

/** What is worth saying about one request or limit. */
export type QuantityFinding =
  | 'quantity-invalid'
  | 'quantity-number-missing'
  | 'quantity-negative'
  | 'memory-fractional-bytes'
  | 'memory-too-small'
  | 'cpu-too-large'
  | 'cpu-below-1m';

const smallestMemory = 4n * 1024n * 1024n * giga;
const largestCpu = 256n * giga;
const milli = 1_000_000n;

/**
 * Unit slips in a request or limit, most serious first. `memory` also stands for ephemeral storage.
 * Undefined when the value is unknown, among it a template.
 */
export function lintQuantity(
  resource: 'cpu' | 'memory',
  value: string | number | undefined,
): readonly QuantityFinding[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  const quantity = parseQuantity(value);
  if (!quantity) {
    return isTemplate(value) ? undefined : ['quantity-invalid'];
  }
  if (quantity.numberMissing) {
    return ['quantity-number-missing'];
  }
  if (quantity.nanos < 0n) {
    return ['quantity-negative'];
  }
  return resource === 'memory' ? lintMemory(quantity) : lintCpu(quantity);
}

function lintMemory(quantity: Quantity): QuantityFinding[] {
  const findings: QuantityFinding[] = [];
  if (milliValue(quantity) % 1000n !== 0n) {
    findings.push('memory-fractional-bytes');
  }
  if (quantity.nanos > 0n && quantity.nanos < smallestMemory) {
    findings.push('memory-too-small');
  }
  return findings;
}

function lintCpu(quantity: Quantity): QuantityFinding[] {
  if (quantity.nanos > largestCpu || binarySuffixes.indexOf(quantity.suffix) > 0) {
    return ['cpu-too-large'];
  }
  return quantity.nanos > 0n && quantity.nanos < milli ? ['cpu-below-1m'] : [];
}

/**
 * The short form a person would write, for fixes: memory `1.5Gi`, `512Mi`, `1G`; CPU `500m`, `2`, `1.5`.
 * Exact: parsing it gives the same value.
 */
export function humanQuantity(resource: 'cpu' | 'memory', quantity: Quantity): string {
  const canonical = canonicalQuantity({ ...quantity, format: 'decimal' });
  const units = resource === 'cpu' ? cpuUnits : memoryUnits;
  const forms =
    quantity.nanos > 0n ? units.map(unit => inUnit(quantity.nanos, unit)).filter(form => form !== undefined) : [];
  return [...forms, canonical].reduce((best, form) => (form.length < best.length ? form : best));
}

const cpuUnits = [{ suffix: '', nanos: giga }];
/** Binary ones first: they are preferred where both are equally short. */
const memoryUnits = [
  ...binarySuffixes.slice(1).map((suffix, index) => ({ suffix, nanos: giga * 1024n ** BigInt(index + 1) })),
  ...['k', 'M', 'G', 'T', 'P', 'E'].map((suffix, index) => ({ suffix, nanos: giga * 1000n ** BigInt(index + 1) })),
];

/** With at most one digit behind the point, and not below one unit. */
function inUnit(nanos: bigint, unit: { readonly suffix: string; readonly nanos: bigint }): string | undefined {
  const tenths = (nanos * 10n) / unit.nanos;
  if (nanos < unit.nanos || tenths * unit.nanos !== nanos * 10n) {
    return undefined;
  }
  return `${tenths / 10n}${tenths % 10n === 0n ? '' : `.${tenths % 10n}`}${unit.suffix}`;
}

/** `numerator/denominator` times the quantity, rounded away from zero to a billionth: twice a request is `scaleQuantity(request, 2)`. */
export const scaleQuantity = (quantity: Quantity, numerator: number, denominator = 1): Quantity => ({
  ...quantity,
  nanos: roundAway(quantity.nanos * BigInt(numerator), BigInt(denominator)),
});
