import { isAbsent, isTemplate, type JsonMap, mapOf, wholeNumber } from './json.ts';

/** Spreading pods over zones or nodes. Source: k8s.io/kubernetes core validation and the PodTopologySpread plugin. */

export type SpreadProblem =
  | 'max-skew-not-positive'
  | 'topology-key-empty'
  | 'topology-key-deprecated'
  | 'when-unsatisfiable-unknown'
  | 'min-domains-not-positive'
  | 'min-domains-needs-do-not-schedule'
  | 'label-selector-null'
  | 'match-label-keys-need-selector'
  | 'match-label-keys-overlap';

/** Replaced by topology.kubernetes.io/zone and /region; newer nodes do not carry them any more. */
const deprecatedKeys: readonly string[] = [
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
];

/** What is wrong with one constraint: what the API server refuses, and what it takes but cannot work. Templates are not judged. */
export function spreadProblems(constraint: JsonMap): readonly SpreadProblem[] {
  const { topologyKey, whenUnsatisfiable } = constraint;
  const skew = wholeNumber(constraint.maxSkew);
  const problems: SpreadProblem[] = [];
  if (skew !== undefined && skew < 1) {
    problems.push('max-skew-not-positive');
  }
  if (isAbsent(topologyKey) || topologyKey === '') {
    problems.push('topology-key-empty');
  } else if (deprecatedKeys.includes(String(topologyKey))) {
    problems.push('topology-key-deprecated');
  }
  if (!['DoNotSchedule', 'ScheduleAnyway'].includes(String(whenUnsatisfiable)) && !isTemplate(whenUnsatisfiable)) {
    problems.push('when-unsatisfiable-unknown');
  }
  return [...problems, ...domainProblems(constraint), ...selectorProblems(constraint)];
}

function domainProblems(constraint: JsonMap): SpreadProblem[] {
  const minDomains = wholeNumber(constraint.minDomains);
  if (minDomains === undefined) {
    return [];
  }
  if (minDomains < 1) {
    return ['min-domains-not-positive'];
  }
  return constraint.whenUnsatisfiable === 'ScheduleAnyway' ? ['min-domains-needs-do-not-schedule'] : [];
}

function selectorProblems(constraint: JsonMap): SpreadProblem[] {
  const keys: readonly unknown[] = Array.isArray(constraint.matchLabelKeys) ? constraint.matchLabelKeys : [];
  if (isAbsent(constraint.labelSelector)) {
    return ['label-selector-null', ...(keys.length > 0 ? (['match-label-keys-need-selector'] as const) : [])];
  }
  const selected = selectedKeys(mapOf(constraint.labelSelector) ?? {});
  return keys.some(key => selected.has(key)) ? ['match-label-keys-overlap'] : [];
}

const selectedKeys = (selector: JsonMap): ReadonlySet<unknown> => {
  const expressions: readonly unknown[] = Array.isArray(selector.matchExpressions) ? selector.matchExpressions : [];
  return new Set([
    ...Object.keys(mapOf(selector.matchLabels) ?? {}),
    ...expressions.map(expression => mapOf(expression)?.key),
  ]);
};

/** The indexes of constraints whose topologyKey and whenUnsatisfiable an earlier one already has: the API refuses them. */
export function repeatedConstraints(constraints: readonly JsonMap[]): readonly number[] {
  const identity = ({ topologyKey, whenUnsatisfiable }: JsonMap) => JSON.stringify([topologyKey, whenUnsatisfiable]);
  const all = constraints.map(identity);
  return all.flatMap((own, index) => (all.indexOf(own) < index ? [index] : []));
}

/**
 * Whether DoNotSchedule lets one more matching pod into `candidate`. `counts`: matching pods by domain.
 * With fewer than `minDomains` domains the emptiest one counts as empty. Undefined when an operand is unknown.
 */
export function spreadAllows(
  counts: ReadonlyMap<string, number> | undefined,
  candidate: string,
  maxSkew: number | undefined,
  minDomains = 1,
): boolean | undefined {
  const here = counts?.get(candidate);
  if (!counts || here === undefined || maxSkew === undefined) {
    return undefined;
  }
  const emptiest = counts.size < minDomains ? 0 : Math.min(...counts.values());
  return here + 1 - emptiest <= maxSkew;
}
