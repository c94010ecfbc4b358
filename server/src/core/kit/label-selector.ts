import { isAbsent, isTemplate, type JsonMap, mapOf } from './json.ts';

/** Selectors over labels, as in affinity terms, spread constraints and budgets. Source: k8s.io/apimachinery/pkg/labels. */

/** Label names and values. Keys are a user's: read them with `labelOf`. */
export type Labels = Readonly<Record<string, string>>;

export const labelOf = (labels: Labels, key: string): string | undefined =>
  Object.hasOwn(labels, key) ? labels[key] : undefined;

export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

export type SelectorProblem = 'operator-unknown' | 'values-required' | 'values-forbidden';

/** All expressions of a selector, `matchLabels` among them; undefined when one is a template or not written as the API wants it. */
export function requirementsOf(selector: JsonMap): readonly Requirement[] | undefined {
  const pairs = Object.entries(mapOf(selector.matchLabels) ?? {});
  const equal = pairs.flatMap(([key, value]) => (isText(value) ? [{ key, operator: 'In', values: [value] }] : []));
  const expressions = readRequirements(selector.matchExpressions);
  return equal.length === pairs.length && expressions ? [...equal, ...expressions] : undefined;
}

/** The items of a `matchExpressions`; absent is empty. */
export function readRequirements(expressions: unknown): readonly Requirement[] | undefined {
  if (isAbsent(expressions)) {
    return [];
  }
  const read = Array.isArray(expressions) ? expressions.map(readRequirement) : [undefined];
  const known = read.filter(requirement => requirement !== undefined);
  return known.length === read.length ? known : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && !isTemplate(value);

function readRequirement(raw: unknown): Requirement | undefined {
  const { key, operator, values } = mapOf(raw) ?? {};
  const list: readonly unknown[] | undefined = isAbsent(values) ? [] : Array.isArray(values) ? values : undefined;
  const texts = list?.filter(isText);
  return isText(key) && isText(operator) && texts && texts.length === list?.length
    ? { key, operator, values: texts }
    : undefined;
}

/** Why the API server refuses one expression of a label selector. */
export function requirementProblem({ operator, values }: Requirement): SelectorProblem | undefined {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0 ? undefined : 'values-required';
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0 ? undefined : 'values-forbidden';
    default:
      return 'operator-unknown';
  }
}

/** Why the API server refuses a selector; empty when it takes it, and when it cannot be read. */
export const selectorProblems = (selector: JsonMap | null | undefined): readonly SelectorProblem[] =>
  (selector ? (requirementsOf(selector) ?? []) : []).map(requirementProblem).filter(problem => problem !== undefined);

/**
 * Whether a selector selects an object with these labels. `null` (absent) selects nothing, `{}` everything.
 * Undefined when an operand is unknown or the selector invalid.
 */
export function matchesSelector(selector: JsonMap | null | undefined, labels: Labels | undefined): boolean | undefined {
  if (selector === null) {
    return false;
  }
  const requirements = selector && requirementsOf(selector);
  if (!requirements || !labels || requirements.some(requirementProblem)) {
    return undefined;
  }
  return requirements.every(requirement => meetsRequirement(requirement, labels));
}

/** In, NotIn, Exists, DoesNotExist. NotIn also holds for a label that is not there. */
export function meetsRequirement({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labelOf(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}
