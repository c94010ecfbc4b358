import { isAbsent, type JsonMap, mapOf, sameJson, wholeNumber } from './json.ts';

/** Probes and termination. Source: k8s.io/kubernetes core defaults and validation, pkg/kubelet/prober. */

export interface ProbeTiming {
  /** From the first failure to the action: failureThreshold × periodSeconds. */
  readonly failAfterSeconds: number;
  /** From the container's start to the first possible action; the kubelet adds up to one period. */
  readonly firstFailSeconds: number;
  /** From the first success to being ready again. */
  readonly recoverSeconds: number;
}

/** Undefined when a field is unknown. A period or threshold of 0 stands for its default. */
export function probeTiming(probe: JsonMap): ProbeTiming | undefined {
  const delay = secondsOf(probe.initialDelaySeconds, 0);
  const period = secondsOf(probe.periodSeconds, 10);
  const failures = secondsOf(probe.failureThreshold, 3);
  const successes = secondsOf(probe.successThreshold, 1);
  if (delay === undefined || period === undefined || failures === undefined || successes === undefined) {
    return undefined;
  }
  return {
    failAfterSeconds: failures * period,
    firstFailSeconds: delay + failures * period,
    recoverSeconds: successes * period,
  };
}

/** Absent and 0 give the default; what is no whole number is unknown. */
function secondsOf(value: unknown, fallback: number): number | undefined {
  const seconds = isAbsent(value) ? 0 : wholeNumber(value);
  return seconds === 0 ? fallback : seconds;
}

export type ProbeRole = 'liveness' | 'readiness' | 'startup';

export type ProbeProblem =
  | 'no-handler'
  | 'multiple-handlers'
  | 'success-threshold-must-be-1'
  | 'grace-period-not-allowed'
  | 'grace-period-not-positive'
  | 'negative';

const handlers = ['httpGet', 'tcpSocket', 'exec', 'grpc'] as const;
const amounts = [
  'initialDelaySeconds',
  'periodSeconds',
  'timeoutSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

/** Why the API server refuses a probe; empty when it takes it. */
export function probeProblems(role: ProbeRole, probe: JsonMap): readonly ProbeProblem[] {
  const given = handlers.filter(handler => !isAbsent(probe[handler])).length;
  const successes = wholeNumber(probe.successThreshold) ?? 1;
  return [
    ...when('no-handler', given === 0),
    ...when('multiple-handlers', given > 1),
    ...when('success-threshold-must-be-1', role !== 'readiness' && successes > 1),
    ...graceProblems(role, probe.terminationGracePeriodSeconds),
    ...when(
      'negative',
      amounts.some(name => (wholeNumber(probe[name]) ?? 0) < 0),
    ),
  ];
}

function graceProblems(role: ProbeRole, grace: unknown): ProbeProblem[] {
  if (isAbsent(grace)) {
    return [];
  }
  return role === 'readiness'
    ? ['grace-period-not-allowed']
    : when('grace-period-not-positive', (wholeNumber(grace) ?? 1) <= 0);
}

const when = <const T>(problem: T, holds: boolean): T[] => (holds ? [problem] : []);

export type ProbeName = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

export interface ProbeFinding {
  readonly finding:
    | 'probe-liveness-same-as-readiness'
    | 'probe-liveness-checks-readiness-path'
    | 'probe-liveness-faster-than-readiness'
    | 'probe-timeout-exceeds-period'
    | 'probe-startup-exceeds-progress-deadline'
    | 'probe-startup-missing';
  readonly probe: ProbeName;
}

const defaultProgressDeadline = 600;
/** A liveness delay from here on stands in for a startup probe. */
const longDelay = 60;

/** How the probes of one container fit together. `container` also has progressDeadlineSeconds, where it is set. */
export function probeCombination(container: JsonMap): readonly ProbeFinding[] {
  const [liveness, readiness, startup] = [
    container.livenessProbe,
    container.readinessProbe,
    container.startupProbe,
  ].map(activeProbe);
  return [
    ...(liveness && readiness ? besideReadiness(liveness, readiness) : []),
    ...when(
      { finding: 'probe-liveness-checks-readiness-path', probe: 'livenessProbe' } as const,
      pathOf(liveness).includes('ready'),
    ),
    ...(['livenessProbe', 'readinessProbe', 'startupProbe'] as const)
      .filter(name => timeoutExceedsPeriod(activeProbe(container[name])))
      .map(timeoutFinding),
    ...when(
      { finding: 'probe-startup-exceeds-progress-deadline', probe: 'startupProbe' } as const,
      startsTooLate(startup, container),
    ),
    ...when(
      { finding: 'probe-startup-missing', probe: 'livenessProbe' } as const,
      !startup && (wholeNumber(liveness?.initialDelaySeconds) ?? 0) >= longDelay,
    ),
  ];
}

/** Charts switch probes off with `enabled: false`. */
function activeProbe(value: unknown): JsonMap | undefined {
  const probe = mapOf(value);
  return probe?.enabled === false ? undefined : probe;
}

/** The documented pattern is the same endpoint with a more patient liveness probe. */
function besideReadiness(liveness: JsonMap, readiness: JsonMap): ProbeFinding[] {
  const [restart, unready] = [probeTiming(liveness)?.failAfterSeconds, probeTiming(readiness)?.failAfterSeconds];
  // Without a handler the chart's template brings one, and it may be any.
  const bothHandled = [liveness, readiness].every(probe => handlers.some(handler => !isAbsent(probe[handler])));
  if (restart === undefined || unready === undefined || !bothHandled) {
    return [];
  }
  if (handlers.every(handler => sameJson(liveness[handler] ?? null, readiness[handler] ?? null))) {
    return restart <= unready ? [{ finding: 'probe-liveness-same-as-readiness', probe: 'livenessProbe' }] : [];
  }
  return restart < unready ? [{ finding: 'probe-liveness-faster-than-readiness', probe: 'livenessProbe' }] : [];
}

const pathOf = (probe: JsonMap | undefined): string => {
  const path = mapOf(probe?.httpGet)?.path;
  return typeof path === 'string' ? path.toLowerCase() : '';
};

function timeoutExceedsPeriod(probe: JsonMap | undefined): boolean {
  const [timeout, period] = [secondsOf(probe?.timeoutSeconds, 1), secondsOf(probe?.periodSeconds, 10)];
  return timeout !== undefined && period !== undefined && timeout > period;
}

const timeoutFinding = (probe: ProbeName): ProbeFinding => ({ finding: 'probe-timeout-exceeds-period', probe });

function startsTooLate(startup: JsonMap | undefined, container: JsonMap): boolean {
  const deadline = secondsOf(container.progressDeadlineSeconds, defaultProgressDeadline);
  const budget = startup && probeTiming(startup)?.firstFailSeconds;
  return budget !== undefined && deadline !== undefined && budget > deadline;
}

export type TerminationFinding =
  | 'termination-prestop-exceeds-grace'
  | 'termination-grace-below-drain'
  | 'termination-grace-zero';

const defaultGrace = 30;

/** Seconds that a pod has for shutting down, its preStop hook included. */
export interface Termination {
  /** How long the preStop hook sleeps; 0 without a hook, undefined when unknown. */
  readonly preStopSleep: number | undefined;
  /** terminationGracePeriodSeconds; null when absent, undefined when unknown. */
  readonly grace: number | null | undefined;
  /** How long the load balancer still sends requests; 0 when it does not say, undefined when unknown. */
  readonly loadBalancerDrain: number | undefined;
}

export function terminationFindings({
  preStopSleep = 0,
  grace,
  loadBalancerDrain = 0,
}: Termination): readonly TerminationFinding[] {
  const seconds = grace === null ? defaultGrace : grace;
  if (seconds === undefined) {
    return [];
  }
  return [
    ...when('termination-grace-zero' as const, seconds === 0),
    ...when('termination-prestop-exceeds-grace' as const, preStopSleep > 0 && preStopSleep >= seconds),
    ...when('termination-grace-below-drain' as const, loadBalancerDrain > seconds),
  ];
}

/** A grace period with room for the drain or the hook, and 30 seconds for the process to end. */
export const proposedGrace = (preStopSleep: number, loadBalancerDrain: number): number =>
  Math.max(preStopSleep, loadBalancerDrain) + defaultGrace;
