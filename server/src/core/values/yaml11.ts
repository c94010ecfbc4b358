/**
 * How Helm types YAML: sigs.k8s.io/yaml reads with go-yaml v2 (YAML 1.1 with some of 1.2), turns the result into JSON and
 * reads that back with every number as a 64-bit float.
 */

/** `.inf` and `.nan` come back as Infinity and NaN: JSON cannot hold them, so Helm refuses the file. */
export type ScalarValue = string | number | boolean | null;

const words: ReadonlyMap<string, boolean | number | null> = new Map<string, boolean | number | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(word => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(word => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map(word => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map(word => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(word => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map(word => [word, Number.NEGATIVE_INFINITY] as const),
]);

/** The value of a scalar whose text (without quotes) is `source`. Quoted and block scalars are always text. */
export const typeScalar = (source: string, plain: boolean): ScalarValue => (plain ? typePlainScalar(source) : source);

/** The value of a plain (unquoted) scalar. Dates and times stay text. */
export function typePlainScalar(source: string): ScalarValue {
  const word = words.get(source);
  if (word !== undefined) {
    return word;
  }
  const first = source.charAt(0);
  if (first === '.') {
    // Here, unlike behind a leading digit, an underscore must stand between two digits.
    return source.length > longestNumber ? source : (typeFloat(source.replace(/(?<=\d)_(?=\d)/g, '')) ?? source);
  }
  return /[-+0-9]/.test(first) ? (typeNumber(source) ?? source) : source;
}

/** Numbers are never longer than this; a longer run of digits is text that is not worth reading. */
const longestNumber = 400;

function typeNumber(source: string): number | undefined {
  if (source.length > longestNumber) {
    return undefined;
  }
  const integer = integerOf(source);
  return integer === undefined ? typeFloat(source.replaceAll('_', '')) : Number(integer);
}

const integerGrammar = /^([+-]?)(?:0[xX]([\dA-Fa-f]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/;
/** go-yaml's leniency: a sign may stand inside a binary number. */
const signedBinary = /^0b([+-])([01]+)$/;

/** A 64-bit integer: decimal, `0x`, `0b`, `0o`, or octal after a leading zero. Without a sign it may use the 64th bit. */
function integerOf(source: string): bigint | undefined {
  const digits = source.replaceAll('_', '').replace(signedBinary, '$10b$2');
  const match = integerGrammar.exec(digits);
  if (!match) {
    return undefined;
  }
  const [, sign, hexadecimal, binary, octal, decimal = ''] = match;
  const magnitude = BigInt(hexadecimal ? `0x${hexadecimal}` : binary ? `0b${binary}` : octal ? `0o${octal}` : decimal);
  const value = sign === '-' ? -magnitude : magnitude;
  const fits = value === BigInt.asIntN(64, value) || (sign === '' && value === BigInt.asUintN(64, value));
  return fits ? value : undefined;
}

const floatGrammar = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** A decimal fraction; out of a float's range it stays text. */
function typeFloat(digits: string): number | undefined {
  const value = floatGrammar.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/**
 * The name under which a plain key is found: keys are typed like values, then turned to text, so `on` is `true`,
 * `1.0` is `1` and `0x10` is `16`. Null as a key makes Helm refuse the file; here it is named `null`.
 */
export function keyName(source: string): string {
  const value = typePlainScalar(source);
  if (typeof value !== 'number') {
    return String(value);
  }
  const name = String(integerOf(source) ?? formatFloat(value, 32));
  return infiniteKeys.get(name) ?? name;
}

const infiniteKeys: ReadonlyMap<string, string> = new Map([
  ['NaN', '.nan'],
  ['+Inf', '.inf'],
  ['-Inf', '-.inf'],
]);

/**
 * A number as Go prints it in its shortest form (`%v`, `strconv.FormatFloat(value, 'g', -1, bits)`), and so as
 * `{{ .Values.x }}` prints it: with an exponent from 1e+06 upward and below 0.0001.
 */
export function formatFloat(value: number, bits: 32 | 64 = 64): string {
  const shortest = bits === 32 ? shortestSingle(value) : value;
  if (!Number.isFinite(shortest)) {
    return Number.isNaN(shortest) ? 'NaN' : shortest > 0 ? '+Inf' : '-Inf';
  }
  const [mantissa = '', power = '0'] = shortest.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) {
    return Object.is(shortest, -0) ? '-0' : String(shortest);
  }
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** The decimal with the fewest digits that stands for the same 32-bit float. */
function shortestSingle(value: number): number {
  const single = Math.fround(value);
  if (single === 0) {
    return single;
  }
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(single.toPrecision(digits));
    if (Math.fround(candidate) === single) {
      return candidate;
    }
  }
  return Number(single.toPrecision(9));
}
