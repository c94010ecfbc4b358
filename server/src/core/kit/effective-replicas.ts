import { isAbsent, type JsonMap, mapOf, wholeNumber } from './json.ts';

/** How many pods a component runs, and what decides it. */
export interface EffectiveReplicas {
  /** The fewest that run when all is well: for availability. Undefined when it cannot be known. */
  readonly replicas: number | undefined;
  /** The most that may run: for spreading and capacity. Undefined when it cannot be known. */
  readonly maximum: number | undefined;
  readonly basis: 'hpa' | 'keda' | 'replicas' | 'default';
}

/** KEDA's own default of maxReplicaCount. */
const kedaMaximum = 100;

/**
 * Reads a component's map: an autoscaler that is switched on decides, then `replicaCount` or `replicas`, then one.
 * Undefined when it is unknown whether an autoscaler is on: `enabled` is text, most likely filled in by another tool.
 */
export function effectiveReplicas(component: JsonMap): EffectiveReplicas | undefined {
  const [autoscaling, hpa, keda] = [component.autoscaling, component.hpa, component.keda].map(mapOf);
  if ([autoscaling, hpa, keda].some(block => typeof block?.enabled === 'string')) {
    return undefined;
  }
  const autoscaler = [autoscaling, hpa].find(block => block?.enabled === true);
  if (autoscaler) {
    return { replicas: count(autoscaler.minReplicas, 1), maximum: count(autoscaler.maxReplicas), basis: 'hpa' };
  }
  if (keda?.enabled === true) {
    return {
      replicas: count(keda.minReplicaCount, 0),
      maximum: count(keda.maxReplicaCount, kedaMaximum),
      basis: 'keda',
    };
  }
  const written = component.replicaCount ?? component.replicas;
  const replicas = count(written, 1);
  return { replicas, maximum: replicas, basis: isAbsent(written) ? 'default' : 'replicas' };
}

/** Absent gives `fallback`; what is no whole number of pods is unknown. */
function count(value: unknown, fallback?: number): number | undefined {
  const number = isAbsent(value) ? fallback : wholeNumber(value);
  return number === undefined || number < 0 ? undefined : number;
}
