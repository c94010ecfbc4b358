/** How many pods a component runs, and what decides it. */
export interface EffectiveReplicas {
  /** The fewest that run when all is well: for availability. Undefined when it cannot be known. */
  readonly replicas: number | undefined;
  /** The most that may run: for spreading and capacity. Undefined when it cannot be known. */
  readonly maximum: number | undefined;
  readonly basis: 'hpa' | 'keda' | 'replicas' | 'default';
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads a component's map: an autoscaler that is switched on decides, then `replicaCount` or `replicas`, then one.
 * Undefined when it is unknown whether an autoscaler is on: `enabled` is text, most likely filled in by another tool.
 */
export function effectiveReplicas(values: Values): EffectiveReplicas | undefined {
  for (const name of ['autoscaling', 'hpa']) {
    const block = mapAt(values, name);
    if (isUnknownSwitch(block)) {
      return undefined;
    }
    if (block?.enabled === true) {
      return {
        replicas: countOf(block.minReplicas, 1),
        maximum: countOf(block.maxReplicas, undefined),
        basis: 'hpa',
      };
    }
  }
  const keda = mapAt(values, 'keda');
  if (isUnknownSwitch(keda)) {
    return undefined;
  }
  if (keda?.enabled === true) {
    return {
      replicas: countOf(keda.minReplicaCount, 0),
      maximum: countOf(keda.maxReplicaCount, 100),
      basis: 'keda',
    };
  }
  const written = own(values, 'replicaCount') ?? own(values, 'replicas') ?? null;
  const replicas = countOf(written, 1);
  return { replicas, maximum: replicas, basis: written === null ? 'default' : 'replicas' };
}

const own = (values: Values, name: string): unknown => (Object.hasOwn(values, name) ? values[name] : undefined);

function mapAt(values: Values, name: string): Values | undefined {
  const value = own(values, name);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

const isUnknownSwitch = (block: Values | undefined): boolean => typeof block?.enabled === 'string';

/** A whole number, also as text since templates drop the quotes; absent and null give `fallback`; anything else is unknown. */
function countOf(value: unknown, fallback: number | undefined): number | undefined {
  if (value === undefined || value === null) {
    return fallback;
  }
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
