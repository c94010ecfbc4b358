/** An integer, or text like `25%`: minAvailable, maxUnavailable, maxSurge. Source: k8s.io/apimachinery/pkg/util/intstr. */
export type IntOrPercentage = number | string;

export type ParsedIntOrPercentage =
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'percentage'; readonly value: number }
  | { readonly kind: 'error'; readonly error: IntOrPercentageError };

/** `0.5` or `true`; `"2"`; `25.5%`. */
export type IntOrPercentageError = 'not-an-integer' | 'not-a-percentage' | 'not-an-integer-percent';

export function parseIntOrPercentage(value: unknown): ParsedIntOrPercentage {
  if (typeof value !== 'string') {
    const integer = typeof value === 'number' && Number.isSafeInteger(value);
    return integer ? { kind: 'integer', value } : { kind: 'error', error: 'not-an-integer' };
  }
  if (!value.endsWith('%')) {
    return { kind: 'error', error: 'not-a-percentage' };
  }
  const percent = /^[+-]?\d{1,9}%$/.test(value) ? Number(value.slice(0, -1)) : undefined;
  return percent === undefined
    ? { kind: 'error', error: 'not-an-integer-percent' }
    : { kind: 'percentage', value: percent };
}

/**
 * How many of `total` are meant. The caller knows which way Kubernetes rounds: budgets, maxSurge and the
 * maxUnavailable of StatefulSets and DaemonSets up, the maxUnavailable of a Deployment down.
 * Undefined when an operand is unknown or the value is neither an integer nor a percentage.
 */
export function scaleIntOrPercentage(
  value: unknown,
  total: number | undefined,
  rounding: 'up' | 'down',
): number | undefined {
  const parsed = parseIntOrPercentage(value);
  if (parsed.kind !== 'percentage') {
    return parsed.kind === 'integer' ? parsed.value : undefined;
  }
  if (total === undefined) {
    return undefined;
  }
  const exact = (parsed.value * total) / 100;
  return rounding === 'up' ? Math.ceil(exact) : Math.floor(exact);
}
