/**
 * A number in an ingress-nginx annotation (timeouts in seconds, sizes …), as Go's Atoi reads it. Undefined for `10s`,
 * blanks or fractions: the controller then ignores the annotation and uses its default.
 */
export function parseNginxInteger(text: string): number | undefined {
  const value = /^[+-]?\d{1,19}$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
  return value === undefined || value !== BigInt.asIntN(64, value) ? undefined : Number(value);
}
