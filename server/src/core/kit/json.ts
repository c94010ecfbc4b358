/** Reading values whose shape nobody has checked yet. */

export type JsonMap = Readonly<Record<string, unknown>>;

/** The value when it is a map, else undefined. */
export const mapOf = (value: unknown): JsonMap | undefined => (isMap(value) ? value : undefined);

const isMap = (value: unknown): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A whole number, also when it is quoted: templates print both alike. Undefined for anything else. */
export function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** Absent: Kubernetes and Helm read null like a field that is not there. */
export const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

/**
 * Text that another tool fills in before Kubernetes sees it (Helm and helmfile templates, envsubst, SOPS …): what it
 * stands for is unknown, so nothing is reported about it.
 */
export const isTemplate = (value: unknown): boolean =>
  typeof value === 'string' && /\{\{|\$\{[^}]*\}|^ENC\[|<%|^\$\([^)]+\)$/.test(value);

/** The same JSON, whatever the order of keys. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  const [a, b] = [mapOf(left), mapOf(right)];
  if (!a || !b) {
    return left === right;
  }
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every(name => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
  );
}
