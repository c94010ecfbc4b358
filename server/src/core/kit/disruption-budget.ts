import { type IntOrPercentage, parseIntOrPercentage, scaleIntOrPercentage } from './int-or-percentage.ts';
import { isAbsent, isTemplate } from './json.ts';

/** The two ways to write a PodDisruptionBudget. Null is absent. */
export interface DisruptionBudget {
  readonly minAvailable?: IntOrPercentage | null;
  readonly maxUnavailable?: IntOrPercentage | null;
}

export interface Disruption {
  /** Pods that must stay healthy. */
  readonly desiredHealthy: number;
  /** Pods that a drain may evict now. */
  readonly allowed: number;
  /** blocks-eviction: no drain can finish. no-protection: every pod may go at once. */
  readonly verdict: 'ok' | 'blocks-eviction' | 'no-protection' | 'no-pods';
}

/**
 * What the disruption controller makes of a budget (k8s.io/kubernetes/pkg/controller/disruption): percentages round up.
 * With an autoscaler `replicas` is its minimum. `healthy` are the ready pods, all of them unless given.
 * Undefined when the replicas are unknown, the budget is invalid, or it sets neither or both sides.
 */
export function disruption(
  budget: DisruptionBudget | undefined,
  replicas: number | undefined,
  healthy: number | undefined = replicas,
): Disruption | undefined {
  const desiredHealthy = budget && replicas !== undefined ? desiredHealthyOf(budget, replicas) : undefined;
  if (desiredHealthy === undefined || replicas === undefined || healthy === undefined) {
    return undefined;
  }
  const allowed = replicas <= 0 ? 0 : Math.max(0, healthy - desiredHealthy);
  return { desiredHealthy, allowed, verdict: verdictOf(replicas, desiredHealthy, allowed) };
}

function desiredHealthyOf(budget: DisruptionBudget, replicas: number): number | undefined {
  const { minAvailable = null, maxUnavailable = null } = budget;
  if ((minAvailable === null) === (maxUnavailable === null)) {
    return undefined;
  }
  if (minAvailable !== null) {
    return scaleIntOrPercentage(minAvailable, replicas, 'up');
  }
  const unavailable = scaleIntOrPercentage(maxUnavailable, replicas, 'up');
  return unavailable === undefined ? undefined : Math.max(0, replicas - unavailable);
}

function verdictOf(replicas: number, desiredHealthy: number, allowed: number): Disruption['verdict'] {
  if (replicas <= 0) {
    return 'no-pods';
  }
  if (desiredHealthy <= 0) {
    return 'no-protection';
  }
  return allowed === 0 ? 'blocks-eviction' : 'ok';
}

export type BudgetProblem = 'both-set' | 'not-int' | 'string-not-percent' | 'over-100-percent' | 'negative';

/** Why the API server refuses the budget; empty when it takes it, as it does when neither side is set. Templates are not judged. */
export function budgetProblems(budget: {
  readonly minAvailable?: unknown;
  readonly maxUnavailable?: unknown;
}): readonly BudgetProblem[] {
  const set = [budget.minAvailable, budget.maxUnavailable].filter(value => !isAbsent(value));
  return [
    ...(set.length === 2 ? (['both-set'] as const) : []),
    ...set.filter(value => !isTemplate(value)).flatMap(amountProblems),
  ];
}

function amountProblems(value: unknown): BudgetProblem[] {
  const parsed = parseIntOrPercentage(value);
  if (parsed.kind === 'error') {
    return [parsed.error === 'not-an-integer' ? 'not-int' : 'string-not-percent'];
  }
  // In text the API takes digits only, so a sign is no percentage to it.
  if (parsed.kind === 'percentage') {
    return !/^\d+%$/.test(String(value)) ? ['string-not-percent'] : parsed.value > 100 ? ['over-100-percent'] : [];
  }
  return parsed.value < 0 ? ['negative'] : [];
}

export interface Quorum {
  /** Members that must agree. */
  readonly quorum: number;
  /** Members that may be away. */
  readonly tolerates: number;
  /** An even number of members tolerates no more than one member fewer. */
  readonly odd: boolean;
}

/** The majority that etcd, Raft and the like need. */
export function quorumOf(members: number): Quorum {
  const quorum = Math.floor(members / 2) + 1;
  return { quorum, tolerates: members - quorum, odd: members % 2 === 1 };
}

/** Whether a drain can never cost the quorum; undefined when an operand is unknown or the budget unreadable. */
export function keepsQuorum(members: number | undefined, budget: DisruptionBudget | undefined): boolean | undefined {
  const outcome = disruption(budget, members);
  return outcome === undefined || members === undefined ? undefined : outcome.allowed <= quorumOf(members).tolerates;
}
