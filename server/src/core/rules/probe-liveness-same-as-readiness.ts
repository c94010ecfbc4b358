import { slowerLiveness } from '../rule/probe-fixes.ts';
import { pairFindings } from '../rule/probe-pairs.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'probe-liveness-same-as-readiness',
  meta: {
    summary: 'Be more patient before a restart than before taking a pod out of rotation.',
    why: 'Liveness and readiness ask the same endpoint, and the restart comes no later than the removal from the service. One slow dependency then restarts every pod at the moment when they should only have stopped getting requests.',
    remedy:
      'Let liveness ask an endpoint that only says that the process lives, or give it a `failureThreshold` that takes at least twice as long as readiness.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      same: "'{path}' asks what the readiness probe asks and restarts the pod after {restart} s, when readiness takes {unready} s to take it out of rotation: a slow dependency restarts it instead. Be more patient here, or ask another endpoint.",
    },
    examples: {
      bad: 'livenessProbe:\n  httpGet: { path: /, port: http }\nreadinessProbe:\n  httpGet: { path: /, port: http }\n',
      good: 'livenessProbe:\n  httpGet: { path: /, port: http }\n  failureThreshold: 6\nreadinessProbe:\n  httpGet: { path: /, port: http }\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
    covers: ['S2-34'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { liveness, readiness, path, data } of pairFindings(context, 'probe-liveness-same-as-readiness')) {
      yield { path, message: 'same', data, fixes: () => slowerLiveness(liveness, readiness) };
    }
  },
});
