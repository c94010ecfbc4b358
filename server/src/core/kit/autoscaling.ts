import { isAbsent, isTemplate, type JsonMap, mapOf, wholeNumber } from './json.ts';
import type { Quantity } from './quantity.ts';
import { effectiveRequest } from './resource-requirements.ts';

/** What a HorizontalPodAutoscaler does. Source: k8s.io/kubernetes/pkg/controller/podautoscaler and the autoscaling/v2 validation. */

export type AutoscalerProblem =
  | 'min-not-positive'
  | 'max-not-positive'
  | 'max-below-min'
  | 'target-not-positive'
  | 'window-out-of-range'
  | 'no-policies'
  | 'select-policy-unknown'
  | 'policy-type-unknown'
  | 'policy-value-not-positive'
  | 'period-out-of-range';

export interface AutoscalerGates {
  /** HPAScaleToZero is on and an Object or External metric is used: a minimum of 0 is then legal. */
  readonly scaleToZero?: boolean;
}

/**
 * Why the API server would refuse an autoscaler with these settings (`minReplicas`, `maxReplicas`,
 * `target…UtilizationPercentage`, `behavior`). What is absent or unreadable is not reported.
 */
export function autoscalerProblems(settings: JsonMap, gates: AutoscalerGates = {}): readonly AutoscalerProblem[] {
  const minimum = isAbsent(settings.minReplicas) ? 1 : wholeNumber(settings.minReplicas);
  const maximum = wholeNumber(settings.maxReplicas);
  const targets = [settings.targetCPUUtilizationPercentage, settings.targetMemoryUtilizationPercentage].map(
    wholeNumber,
  );
  const problems: AutoscalerProblem[] = [];
  if (minimum !== undefined && minimum < (gates.scaleToZero ? 0 : 1)) {
    problems.push('min-not-positive');
  }
  if (maximum !== undefined && maximum < 1) {
    problems.push('max-not-positive');
  } else if (maximum !== undefined && minimum !== undefined && maximum < minimum) {
    problems.push('max-below-min');
  }
  if (targets.some(target => target !== undefined && target < 1)) {
    problems.push('target-not-positive');
  }
  const behavior = mapOf(settings.behavior);
  return [...problems, ...rulesProblems(mapOf(behavior?.scaleUp)), ...rulesProblems(mapOf(behavior?.scaleDown))];
}

function rulesProblems(rules: JsonMap | undefined): AutoscalerProblem[] {
  if (!rules) {
    return [];
  }
  const window = wholeNumber(rules.stabilizationWindowSeconds);
  const { selectPolicy, policies } = rules;
  return [
    ...when('window-out-of-range', window !== undefined && (window < 0 || window > 3600)),
    ...when('select-policy-unknown', !isOneOf(selectPolicy, ['Max', 'Min', 'Disabled'])),
    ...when('no-policies', Array.isArray(policies) && policies.length === 0),
    ...(Array.isArray(policies) ? policies.flatMap(policy => policyProblems(mapOf(policy))) : []),
  ];
}

function policyProblems(policy: JsonMap | undefined): AutoscalerProblem[] {
  const [value, period] = [wholeNumber(policy?.value), wholeNumber(policy?.periodSeconds)];
  const type = policy?.type;
  return [
    ...when('policy-type-unknown', !isOneOf(type, ['Pods', 'Percent'])),
    ...when('policy-value-not-positive', value !== undefined && value <= 0),
    ...when('period-out-of-range', period !== undefined && (period < 1 || period > 1800)),
  ];
}

/** Absent and templates count as well. */
const isOneOf = (value: unknown, words: readonly unknown[]): boolean =>
  isAbsent(value) || isTemplate(value) || words.includes(value);

const when = (problem: AutoscalerProblem, holds: boolean): AutoscalerProblem[] => (holds ? [problem] : []);

/** How far usage may stray from the target before anything happens: the controller's default. */
export const defaultTolerance = 0.1;

/** One metric: what is measured and what is wanted, in the same unit. */
export interface MetricReading {
  readonly current: number;
  readonly target: number;
}

/**
 * The replicas that the metrics ask for, before behavior and bounds: the largest proposal. Exactly on the tolerance,
 * versions differ. Undefined when an operand is unknown.
 */
export function desiredReplicas(
  readyPods: number | undefined,
  metrics: readonly (MetricReading | undefined)[],
  tolerance: number = defaultTolerance,
): number | undefined {
  const proposals = metrics.map(metric => {
    if (!metric || readyPods === undefined || metric.target <= 0) {
      return undefined;
    }
    const ratio = metric.current / metric.target;
    return Math.abs(1 - ratio) <= tolerance ? readyPods : Math.ceil(ratio * readyPods);
  });
  const known = proposals.filter(proposal => proposal !== undefined);
  return known.length === 0 || known.length < proposals.length ? undefined : Math.max(...known);
}

export const clampReplicas = (desired: number, minimum: number, maximum: number): number =>
  Math.min(Math.max(desired, minimum), maximum);

export interface ScalingPolicy {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

export interface ScalingRules {
  readonly policies: readonly ScalingPolicy[];
  /** Max: the largest change. */
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  readonly stabilizationWindowSeconds: number;
}

/** What holds for each field of `behavior` that is not given. The window of scaleDown is a flag of the controller. */
export const defaultBehavior: { readonly scaleUp: ScalingRules; readonly scaleDown: ScalingRules } = {
  scaleUp: {
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
    selectPolicy: 'Max',
    stabilizationWindowSeconds: 0,
  },
  scaleDown: {
    policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
    selectPolicy: 'Max',
    stabilizationWindowSeconds: 300,
  },
};

/** How far one period may take the replicas, from those at its start; the bounds of the autoscaler come after. */
export function scaleLimit(
  direction: 'up' | 'down',
  replicas: number,
  { policies, selectPolicy }: Omit<ScalingRules, 'stabilizationWindowSeconds'>,
): number {
  if (selectPolicy === 'Disabled' || policies.length === 0) {
    return replicas;
  }
  const limits = policies.map(policy => (direction === 'up' ? upTo(replicas, policy) : downTo(replicas, policy)));
  const highest = (direction === 'up') === (selectPolicy === 'Max');
  return highest ? Math.max(...limits) : Math.min(...limits);
}

const upTo = (replicas: number, { type, value }: ScalingPolicy): number =>
  type === 'Pods' ? replicas + value : Math.ceil(replicas * (1 + value / 100));

const downTo = (replicas: number, { type, value }: ScalingPolicy): number =>
  type === 'Pods' ? replicas - value : Math.trunc(replicas * (1 - value / 100));

export interface Reachability {
  /** The most that usage can be, in percent of the request; undefined without a limit. */
  readonly maxUtilization: number | undefined;
  /** Whether usage can ever exceed target and tolerance. */
  readonly scaleUpReachable: boolean;
}

/**
 * Whether the autoscaler can ever add pods: usage ends at the limit. `limit` null: none is set.
 * Undefined when an operand is unknown or the request is zero.
 */
export function reachability(
  request: Quantity | undefined,
  limit: Quantity | null | undefined,
  targetUtilization: number | undefined,
  tolerance: number = defaultTolerance,
): Reachability | undefined {
  if (!request || limit === undefined || targetUtilization === undefined || request.nanos <= 0n) {
    return undefined;
  }
  if (limit === null) {
    return { maxUtilization: undefined, scaleUpReachable: true };
  }
  const maxUtilization = Number((limit.nanos * 100n) / request.nanos);
  // In thousandths, so that the tolerance brings no rounding errors of floats.
  const needed = targetUtilization * Math.round((1 + tolerance) * 1000);
  return { maxUtilization, scaleUpReachable: maxUtilization * 1000 > needed };
}

/** The metrics that get no utilisation because the container asks for none of that resource. Unreadable amounts count as given. */
export const missingRequests = (resources: unknown, metrics: readonly string[]): readonly string[] =>
  metrics.filter(metric => {
    const request = effectiveRequest(resources, metric);
    return request.kind === 'absent' || (request.kind === 'set' && request.quantity.nanos === 0n);
  });
