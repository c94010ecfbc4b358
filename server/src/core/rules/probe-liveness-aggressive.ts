import { wholeNumber } from '../kit/json.ts';
import { ownsAny } from '../rule/ownership.ts';
import { patientFor } from '../rule/probe-fixes.ts';
import { failAfter, type Probe, probesOf, timingPaths } from '../rule/probes.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

/** Less than this before a restart is one hiccup: a garbage collection, a busy node. */
const shortest = 10;
const patience = 30;

export default defineRule({
  id: 'probe-liveness-aggressive',
  meta: {
    summary: 'Do not restart a container over one missed check.',
    why: 'A single slow answer, a garbage collection or a busy node restarts the container. Under load that hits all pods one after the other, and each restart makes the load on the rest worse.',
    remedy: 'Allow at least three failures in a row, over 30 seconds or so.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      once: "'{path}' restarts the container after a single failure: one slow answer is enough. Allow three or more (failureThreshold: 3).",
      short:
        "'{path}' restarts the container after {seconds} s of failures: a short hiccup is enough. Allow {patience} s or so.",
    },
    examples: {
      bad: 'livenessProbe:\n  periodSeconds: 10\n  failureThreshold: 1\n',
      good: 'livenessProbe:\n  periodSeconds: 10\n  failureThreshold: 3\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
    covers: ['S2-35'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const probe of probesOf(context)) {
      const seconds = failAfter(probe);
      if (probe.role !== 'liveness' || seconds === undefined || !ownsAny(context, timings(probe))) {
        continue;
      }
      const path = timings(probe).find(at => context.isOwn(at)) ?? probe.path;
      const fixes = () => patientFor(probe, patience);
      if (wholeNumber(probe.fields.failureThreshold) === 1 && seconds < patience) {
        yield { path, message: 'once', data: { path: formatPath(probe.path) }, fixes };
      } else if (seconds < shortest) {
        yield { path, message: 'short', data: { path: formatPath(probe.path), seconds, patience }, fixes };
      }
    }
  },
});

/** The threshold first: it is what the fix changes. */
const timings = (probe: Probe) =>
  timingPaths(probe)
    .filter(path => path.at(-1) === 'failureThreshold' || path.at(-1) === 'periodSeconds')
    .reverse();
