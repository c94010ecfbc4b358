import { parseIntOrPercentage, scaleIntOrPercentage } from './int-or-percentage.ts';
import { isAbsent, isTemplate, type JsonMap } from './json.ts';

/** How updates replace pods. Source: k8s.io/kubernetes/pkg/controller/deployment/util and the apps validation. */

/** What a Deployment's rolling update comes down to for a number of replicas. */
export interface RollingUpdate {
  /** Pods above the wanted number. */
  readonly surge: number;
  /** Pods below the wanted number. */
  readonly unavailable: number;
  readonly minPods: number;
  readonly maxPods: number;
}

const deploymentDefault = '25%';

/** Undefined when the replicas are unknown or the API server would refuse the settings. Null is absent. */
export function rollingUpdate(
  replicas: number | undefined,
  maxSurge: unknown,
  maxUnavailable: unknown,
): RollingUpdate | undefined {
  if (replicas === undefined || rollingUpdateProblems(maxSurge, maxUnavailable).length > 0) {
    return undefined;
  }
  const surge = scaleIntOrPercentage(maxSurge ?? deploymentDefault, replicas, 'up');
  const rounded = scaleIntOrPercentage(maxUnavailable ?? deploymentDefault, replicas, 'down');
  if (surge === undefined || rounded === undefined) {
    return undefined;
  }
  // Where rounding leaves nothing that may move, the controller takes one pod away.
  const unavailable = surge === 0 && rounded === 0 ? 1 : Math.min(rounded, replicas);
  return { surge, unavailable, minPods: Math.max(0, replicas - unavailable), maxPods: replicas + surge };
}

export type RollingUpdateProblem =
  | 'max-surge-invalid'
  | 'max-unavailable-invalid'
  | 'max-unavailable-over-100-percent'
  | 'both-zero';

/** Why the API server refuses the pair; empty when it takes it. Templates are not judged. */
export function rollingUpdateProblems(maxSurge: unknown, maxUnavailable: unknown): readonly RollingUpdateProblem[] {
  const surge = amountOf(maxSurge ?? deploymentDefault);
  const unavailable = amountOf(maxUnavailable ?? deploymentDefault);
  const problems: RollingUpdateProblem[] = [];
  if (!surge && !isTemplate(maxSurge)) {
    problems.push('max-surge-invalid');
  }
  if (!unavailable && !isTemplate(maxUnavailable)) {
    problems.push('max-unavailable-invalid');
  } else if (unavailable?.kind === 'percentage' && unavailable.value > 100) {
    problems.push('max-unavailable-over-100-percent');
  }
  if (surge?.value === 0 && unavailable?.value === 0) {
    problems.push('both-zero');
  }
  return problems;
}

/** An integer or percentage that is not negative. */
function amountOf(value: unknown): { readonly kind: 'integer' | 'percentage'; readonly value: number } | undefined {
  const parsed = parseIntOrPercentage(value);
  return parsed.kind === 'error' || parsed.value < 0 || /^[+-]/.test(String(value)) ? undefined : parsed;
}

export type StrategyProblem = 'type-unknown' | 'recreate-with-rolling-update';

/** Why the API server refuses a Deployment's strategy, apart from its amounts. */
export function strategyProblems(strategy: JsonMap): readonly StrategyProblem[] {
  const type = strategy.type ?? 'RollingUpdate';
  if (type === 'Recreate') {
    return isAbsent(strategy.rollingUpdate) ? [] : ['recreate-with-rolling-update'];
  }
  return type === 'RollingUpdate' || type === '' || isTemplate(type) ? [] : ['type-unknown'];
}

/** Pods that a StatefulSet's or DaemonSet's update may take away at a time: one unless told otherwise, rounded up. */
export const orderedUnavailable = (replicas: number | undefined, maxUnavailable: unknown): number | undefined =>
  scaleIntOrPercentage(maxUnavailable ?? 1, replicas, 'up');

export interface AntiAffinityOutcome {
  /** Replicas that find no domain of their own. */
  readonly pending: number;
  /** Whether an update can finish; a cluster autoscaler may still add the node. */
  readonly rollout: 'ok' | 'stuck';
}

/**
 * Required anti-affinity over `domains` nodes or zones: each takes one pod, of the old or of the new revision.
 * `revisionsApart`: matchLabelKeys has pod-template-hash, so that the revisions do not repel each other.
 * Undefined when an operand is unknown.
 */
export function antiAffinityOutcome(
  replicas: number | undefined,
  domains: number | undefined,
  update: Pick<RollingUpdate, 'unavailable'> | undefined,
  revisionsApart = false,
): AntiAffinityOutcome | undefined {
  if (replicas === undefined || domains === undefined || !update) {
    return undefined;
  }
  const pending = Math.max(0, replicas - domains);
  const moves = revisionsApart || update.unavailable >= 1 || domains > replicas;
  return { pending, rollout: pending === 0 && moves ? 'ok' : 'stuck' };
}
