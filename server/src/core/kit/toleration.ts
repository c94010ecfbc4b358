import { isTemplate, type JsonMap, mapOf } from './json.ts';
import { isLabelKey, isLabelValue } from './label.ts';

/** A taint on a node. An absent value is the empty one. */
export interface Taint {
  readonly key: string;
  readonly value?: string | null;
  readonly effect: string;
}

/** A pod's toleration, as the API reads it. Absent, null and empty mean the same in every field. */
export interface Toleration {
  readonly key?: string | null;
  readonly operator?: string | null;
  readonly value?: string | null;
  readonly effect?: string | null;
  /** How long a pod stays on a node that gets a NoExecute taint; absent: for ever. */
  readonly tolerationSeconds?: number | null;
}

/** What a cluster may have switched on. */
export interface TolerationGates {
  /** `Gt` and `Lt`, behind TaintTolerationComparisonOperators. */
  readonly comparisonOperators?: boolean;
}

export const taintEffects: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

const textFields = ['key', 'operator', 'value', 'effect'] as const;

/** The toleration that a value stands for; undefined when a field is a template or of a type that the API refuses. */
export function readToleration(raw: unknown): Toleration | undefined {
  const fields = mapOf(raw);
  if (!fields || hasTemplate(fields) || typeProblems(fields).length > 0) {
    return undefined;
  }
  const [key, operator, value, effect] = textFields.map(name => String(fields[name] ?? ''));
  const seconds = fields.tolerationSeconds ?? null;
  return {
    key: key ?? '',
    operator: operator ?? '',
    value: value ?? '',
    effect: effect ?? '',
    tolerationSeconds: seconds === null ? null : Number(seconds),
  };
}

const hasTemplate = (fields: JsonMap): boolean => Object.values(fields).some(isTemplate);

/**
 * Whether the toleration lets a pod onto a node with the taint. Source: k8s.io/api/core/v1/toleration.go.
 * Undefined when either side is unknown.
 */
export function tolerates(
  toleration: Toleration | undefined,
  taint: Taint | undefined,
  gates: TolerationGates = {},
): boolean | undefined {
  if (!toleration || !taint) {
    return undefined;
  }
  if (toleration.effect && toleration.effect !== taint.effect) {
    return false;
  }
  if (toleration.key && toleration.key !== taint.key) {
    return false;
  }
  switch (toleration.operator ?? '') {
    case '':
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '');
    case 'Exists':
      return true;
    case 'Gt':
      return gates.comparisonOperators === true && exceeds(taint.value, toleration.value);
    case 'Lt':
      return gates.comparisonOperators === true && exceeds(toleration.value, taint.value);
    default:
      return false;
  }
}

/** Both are canonical 64-bit integers and the first is the larger one. */
function exceeds(left: string | null | undefined, right: string | null | undefined): boolean {
  const [larger, smaller] = [canonicalInteger(left ?? ''), canonicalInteger(right ?? '')];
  return larger !== undefined && smaller !== undefined && larger > smaller;
}

/** A decimal int64 without plus sign or leading zeros. */
function canonicalInteger(text: string): bigint | undefined {
  if (text.length > 20 || !/^(?:0|-?[1-9]\d*)$/.test(text)) {
    return undefined;
  }
  const value = BigInt(text);
  return value === BigInt.asIntN(64, value) ? value : undefined;
}

/** What taints do to a pod with these tolerations. */
export interface TaintOutcome {
  /** A new pod may be placed on the node. */
  readonly schedulable: boolean;
  /** A running pod is thrown out. */
  readonly evicted: boolean;
  /** The scheduler prefers other nodes. */
  readonly avoided: boolean;
}

/** The outcome of all taints of a node; undefined when a toleration that is unknown could change it. */
export function taintOutcome(
  taints: readonly Taint[],
  tolerations: readonly (Toleration | undefined)[],
  gates: TolerationGates = {},
): TaintOutcome | undefined {
  const left = taints.filter(taint => !tolerations.some(toleration => tolerates(toleration, taint, gates)));
  if (left.length > 0 && tolerations.includes(undefined)) {
    return undefined;
  }
  const effects = new Set(left.map(taint => taint.effect));
  const schedulable = !effects.has('NoSchedule') && !effects.has('NoExecute');
  return { schedulable, evicted: effects.has('NoExecute'), avoided: schedulable && effects.has('PreferNoSchedule') };
}

export type TolerationProblem =
  | 'key-not-string'
  | 'operator-not-string'
  | 'value-not-string'
  | 'effect-not-string'
  | 'seconds-not-integer'
  | 'key-empty-needs-exists'
  | 'key-not-label'
  | 'operator-unknown'
  | 'exists-with-value'
  | 'value-not-label'
  | 'value-not-integer'
  | 'effect-unknown'
  | 'seconds-needs-noexecute';

/**
 * Why the API server refuses the toleration; empty when it takes it, and when a field is a template.
 * Source: k8s.io/kubernetes core validation.
 */
export function tolerationProblems(raw: JsonMap, gates: TolerationGates = {}): readonly TolerationProblem[] {
  const toleration = readToleration(raw);
  if (!toleration) {
    return hasTemplate(raw) ? [] : typeProblems(raw);
  }
  const { key, operator, value, effect, tolerationSeconds } = toleration;
  const problems: TolerationProblem[] = [];
  if (key) {
    problems.push(...(isLabelKey(key) ? [] : (['key-not-label'] as const)));
  } else if (operator !== 'Exists') {
    problems.push('key-empty-needs-exists');
  }
  problems.push(...operatorProblems(operator || 'Equal', value ?? '', gates));
  if (effect && !taintEffects.includes(effect)) {
    problems.push('effect-unknown');
  }
  if (typeof tolerationSeconds === 'number' && effect !== 'NoExecute') {
    problems.push('seconds-needs-noexecute');
  }
  return problems;
}

function typeProblems(raw: JsonMap): TolerationProblem[] {
  const texts = textFields.filter(name => typeof (raw[name] ?? '') !== 'string');
  const seconds = Number.isSafeInteger(raw.tolerationSeconds ?? 0);
  return [...texts.map(name => `${name}-not-string` as const), ...(seconds ? [] : (['seconds-not-integer'] as const))];
}

function operatorProblems(operator: string, value: string, gates: TolerationGates): TolerationProblem[] {
  switch (operator) {
    case 'Equal':
      return isLabelValue(value) ? [] : ['value-not-label'];
    case 'Exists':
      return value === '' ? [] : ['exists-with-value'];
    case 'Gt':
    case 'Lt':
      return !gates.comparisonOperators
        ? ['operator-unknown']
        : canonicalInteger(value) === undefined
          ? ['value-not-integer']
          : [];
    default:
      return ['operator-unknown'];
  }
}
