/**
 * Compares chart versions by their numbers (`1.9.2` < `1.14.0`); a pre-release comes before its release. Words that are
 * no version (`main`) come after every number. Negative, zero or positive, as for sorting.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [split(a), split(b)];
  if (left === undefined || right === undefined) {
    return left === right ? (a < b ? -1 : a > b ? 1 : 0) : left === undefined ? 1 : -1;
  }
  for (let at = 0; at < 3; at++) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return left.pre === right.pre ? 0 : left.pre === '' ? 1 : right.pre === '' ? -1 : left.pre < right.pre ? -1 : 1;
}

export const isVersion = (text: string): boolean => split(text) !== undefined;

/** The version, or the lower bound of a simple range (`~1.14.0`, `>=1.14.0`), that a reference to a chart names; others say nothing exact. */
export function namedVersion(text: string | undefined): string | undefined {
  return text === undefined || text.length > 100
    ? undefined
    : /^\s*(?:[~^=v]|>=)?\s*v?(\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)\s*$/.exec(text)?.[1];
}

function split(version: string): { numbers: number[]; pre: string } | undefined {
  const match = /^v?(\d{1,9}(?:\.\d{1,9}){0,2})(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(version);
  return match?.[1] === undefined ? undefined : { numbers: match[1].split('.').map(Number), pre: match[2] ?? '' };
}
