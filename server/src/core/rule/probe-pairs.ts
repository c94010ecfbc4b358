import { probeCombination } from '../kit/probe.ts';
import type { Path } from '../values/path.ts';
import { formatPath } from '../values/path.ts';
import { ownsAny } from './ownership.ts';
import { failAfter, type Probe, probeHandlers, probeSets, timingPaths } from './probes.ts';
import type { RuleContext } from './rule.ts';

/** A liveness and a readiness probe that do not fit together. */
export interface ProbePair {
  readonly liveness: Probe;
  readonly readiness: Probe;
  /** Where to report it: the liveness probe when a file of the user has it, else the readiness probe. */
  readonly path: Path;
  readonly data: { readonly path: string; readonly restart: number; readonly unready: number };
}

/** The pairs of one kind of which one of the user's files sets the handler or a timing. */
export function pairFindings(
  context: RuleContext,
  kind: 'probe-liveness-same-as-readiness' | 'probe-liveness-faster-than-readiness',
): readonly ProbePair[] {
  return probeSets(context).flatMap(({ liveness, readiness }) => {
    if (!liveness || !readiness) {
      return [];
    }
    const [restart, unready] = [failAfter(liveness), failAfter(readiness)];
    const found = probeCombination({ livenessProbe: liveness.fields, readinessProbe: readiness.fields });
    if (
      restart === undefined ||
      unready === undefined ||
      !found.some(({ finding }) => finding === kind) ||
      !ownsAny(context, [liveness, readiness].flatMap(settings))
    ) {
      return [];
    }
    const path = context.isOwn(liveness.path) ? liveness.path : readiness.path;
    return [{ liveness, readiness, path, data: { path: formatPath(liveness.path), restart, unready } }];
  });
}

const settings = (probe: Probe): readonly Path[] => [
  ...timingPaths(probe),
  ...probeHandlers.map(name => [...probe.path, name]),
];
