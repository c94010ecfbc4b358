import type { ChartModel } from './chart.ts';
import type { DocumentedValue } from './comments.ts';

/**
 * Does the chart know a setting of this path? `yes`: it is among the defaults (perhaps in a comment), a subchart knows it,
 * or a template reads it. `maybe`: it cannot be told, for example because a dependency is not at hand.
 */
export function knowsKey(chart: ChartModel, path: readonly string[]): 'yes' | 'maybe' | 'no' {
  const [first, ...rest] = path;
  if (first === undefined || first === 'global' || isDefault(chart.documented().root, path) || isNamed(chart, path)) {
    return 'yes';
  }
  if (chart.absent.some(({ key }) => key === first)) {
    return 'maybe';
  }
  const answers = chart.subcharts.filter(({ key }) => key === first).map(({ model }) => knowsKey(model, rest));
  answers.push(chart.templateReads().isRead(path));
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

/** What a comment documents by its path. */
const isNamed = (chart: ChartModel, path: readonly string[]): boolean => chart.documented().named.has(path.join('.'));

function isDefault(root: DocumentedValue | undefined, path: readonly string[]): boolean {
  let at = root;
  for (const segment of path) {
    at = at?.entries.get(segment)?.value ?? (/^(?:\*|\d+)$/.test(segment) ? at?.items[0] : undefined);
    if (!at) {
      return false;
    }
  }
  return at !== undefined;
}

/** The keys that the chart knows of the map at this path: for completion and for spelling suggestions. */
export function knownKeysAt(chart: ChartModel, path: readonly string[]): readonly string[] {
  const names = new Set<string>();
  let at = chart.documented().root;
  for (const segment of path) {
    at = at?.entries.get(segment)?.value ?? (/^(?:\*|\d+)$/.test(segment) ? at?.items[0] : undefined);
  }
  const [first, ...rest] = path;
  const inSubcharts =
    first === undefined
      ? [...chart.subcharts.map(({ key }) => key), ...chart.absent.map(({ key }) => key)]
      : first === 'global'
        ? chart.subcharts.flatMap(({ model }) => knownKeysAt(model, path))
        : chart.subcharts.filter(({ key }) => key === first).flatMap(({ model }) => knownKeysAt(model, rest));
  for (const name of [...(at?.entries.keys() ?? []), ...inSubcharts, ...chart.templateReads().keysBelow(path)]) {
    names.add(name);
  }
  return [...names];
}
