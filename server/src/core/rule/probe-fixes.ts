import { wholeNumber } from '../kit/json.ts';
import { failAfter, type Probe } from './probes.ts';
import type { Fix } from './rule.ts';

/** Raises the failureThreshold of a liveness probe until it takes twice as long as readiness. */
export function slowerLiveness(liveness: Probe, readiness: Probe): readonly Fix[] {
  const unready = failAfter(readiness);
  return unready === undefined ? [] : patientFor(liveness, 2 * unready);
}

/** Raises the failureThreshold of a probe until it takes at least these seconds. */
export function patientFor({ fields, path, role }: Probe, seconds: number): readonly Fix[] {
  const period = wholeNumber(fields.periodSeconds ?? 10);
  if (period === undefined) {
    return [];
  }
  const tries = Math.ceil(seconds / (period > 0 ? period : 10));
  return [
    {
      title: `Let the ${role} probe fail ${tries} times before the restart`,
      safety: 'unsafe',
      operations: [{ op: 'set', path: [...path, 'failureThreshold'], value: tries }],
    },
  ];
}
