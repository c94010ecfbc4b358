import { isAbsent, type JsonMap, mapOf } from './json.ts';
import {
  type Labels,
  labelOf,
  meetsRequirement,
  type Requirement,
  readRequirements,
  requirementProblem,
  type SelectorProblem,
} from './label-selector.ts';

/** Which nodes a pod may run on. Source: k8s.io/component-helpers/scheduling/corev1/nodeaffinity. */

export type NodeAffinityProblem = SelectorProblem | 'terms-required' | 'one-value-required' | 'integer-required';

/** Why the API server refuses `nodeSelectorTerms`; empty when it takes them, and when they cannot be read. */
export function nodeTermsProblems(terms: readonly JsonMap[]): readonly NodeAffinityProblem[] {
  return terms.length === 0
    ? ['terms-required']
    : terms.flatMap(term => (readRequirements(term.matchExpressions) ?? []).flatMap(nodeRequirementProblems));
}

function nodeRequirementProblems(requirement: Requirement): NodeAffinityProblem[] {
  if (!isComparison(requirement)) {
    const problem = requirementProblem(requirement);
    return problem ? [problem] : [];
  }
  const [value] = requirement.values;
  if (value === undefined || requirement.values.length > 1) {
    return ['one-value-required'];
  }
  return integerOf(value) === undefined ? ['integer-required'] : [];
}

/**
 * Whether a node with these labels meets one of the terms; an empty term meets nothing.
 * Undefined when an operand is unknown, the terms are invalid, or a field other than labels decides.
 */
export function matchesNodeTerms(
  terms: readonly JsonMap[] | undefined,
  labels: Labels | undefined,
): boolean | undefined {
  if (!terms || !labels || nodeTermsProblems(terms).length > 0) {
    return undefined;
  }
  const outcomes = terms.map(term => matchesTerm(term, labels));
  return outcomes.includes(true) ? true : outcomes.includes(undefined) ? undefined : false;
}

function matchesTerm(term: JsonMap, labels: Labels): boolean | undefined {
  const requirements = readRequirements(term.matchExpressions);
  const byField = Array.isArray(term.matchFields) && term.matchFields.length > 0;
  if (requirements?.some(requirement => !meetsNodeRequirement(requirement, labels))) {
    return false;
  }
  return byField || !requirements ? undefined : requirements.length > 0;
}

const isComparison = ({ operator }: Requirement): boolean => operator === 'Gt' || operator === 'Lt';

function meetsNodeRequirement(requirement: Requirement, labels: Labels): boolean {
  if (!isComparison(requirement)) {
    return meetsRequirement(requirement, labels);
  }
  const label = integerOf(labelOf(labels, requirement.key) ?? '');
  const bound = integerOf(requirement.values[0] ?? '');
  if (label === undefined || bound === undefined) {
    return false;
  }
  return requirement.operator === 'Gt' ? label > bound : label < bound;
}

/** Go's ParseInt in base 10: signs and leading zeros are fine, 64 bits. */
function integerOf(text: string): bigint | undefined {
  const value = text.length <= 63 && /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
  return value !== undefined && value === BigInt.asIntN(64, value) ? value : undefined;
}

/**
 * Whether both `nodeSelector` and the required node affinity allow a node with these labels. Null is absent.
 * Undefined when an operand is unknown.
 */
export function nodeAllowed(
  nodeSelector: Labels | null | undefined,
  required: JsonMap | null | undefined,
  labels: Labels | undefined,
): boolean | undefined {
  if (nodeSelector === undefined || required === undefined || !labels) {
    return undefined;
  }
  if (Object.entries(nodeSelector ?? {}).some(([key, value]) => labelOf(labels, key) !== value)) {
    return false;
  }
  return required === null ? true : matchesNodeTerms(termsOf(required), labels);
}

/** The `nodeSelectorTerms` of a required node affinity; undefined when they are not a list of maps. */
export function termsOf(required: JsonMap): readonly JsonMap[] | undefined {
  const terms: unknown = required.nodeSelectorTerms;
  if (isAbsent(terms)) {
    return [];
  }
  const maps = Array.isArray(terms) ? terms.map(mapOf).filter(term => term !== undefined) : [];
  return Array.isArray(terms) && maps.length === terms.length ? maps : undefined;
}
