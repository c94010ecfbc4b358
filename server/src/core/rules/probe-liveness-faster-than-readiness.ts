import { slowerLiveness } from '../rule/probe-fixes.ts';
import { pairFindings } from '../rule/probe-pairs.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'probe-liveness-faster-than-readiness',
  meta: {
    summary: 'Take a failing pod out of rotation before restarting it.',
    why: 'The liveness probe gives up sooner than the readiness probe: the pod is killed while the service still sends it requests.',
    remedy: 'Give liveness a larger `failureThreshold` or period than readiness.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      faster:
        "'{path}' restarts the pod after {restart} s, but readiness takes {unready} s to take it out of rotation: requests still reach it when it is killed. Be more patient here.",
    },
    examples: {
      bad: 'livenessProbe:\n  tcpSocket: { port: http }\n  periodSeconds: 5\nreadinessProbe:\n  httpGet: { path: /ready, port: http }\n',
      good: 'livenessProbe:\n  tcpSocket: { port: http }\n  periodSeconds: 10\nreadinessProbe:\n  httpGet: { path: /ready, port: http }\n  periodSeconds: 5\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
    covers: ['S2-40'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { liveness, readiness, path, data } of pairFindings(context, 'probe-liveness-faster-than-readiness')) {
      yield { path, message: 'faster', data, fixes: () => slowerLiveness(liveness, readiness) };
    }
  },
});
