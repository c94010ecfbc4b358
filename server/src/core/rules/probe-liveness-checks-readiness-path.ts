import { probesOf } from '../rule/probes.ts';
import { defineRule, type Fix } from '../rule/rule.ts';
import { isTemplated, nodeAt } from '../values/node.ts';
import { formatPath, type Path } from '../values/path.ts';

/** Endpoints that come in pairs. */
const livePaths: ReadonlyMap<string, string> = new Map([
  ['/readyz', '/livez'],
  ['/health/ready', '/health/live'],
  ['/healthz/ready', '/healthz/live'],
  ['/q/health/ready', '/q/health/live'],
  ['/actuator/health/readiness', '/actuator/health/liveness'],
  ['/-/ready', '/-/healthy'],
]);

export default defineRule({
  id: 'probe-liveness-checks-readiness-path',
  meta: {
    summary: 'Let liveness ask whether the process lives, not whether it is ready.',
    why: 'A readiness endpoint fails when a database or another service is away. Asked by the liveness probe, that outage restarts every pod, again and again, and makes the recovery slower.',
    remedy: 'Ask the endpoint that checks nothing but the process itself.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm'],
    messages: {
      ready:
        "'{path}' asks '{value}', a readiness endpoint: when a dependency is away, every pod restarts. Ask an endpoint that only checks the process.",
    },
    examples: {
      bad: 'livenessProbe:\n  httpGet:\n    path: /readyz\n    port: http\n',
      good: 'livenessProbe:\n  httpGet:\n    path: /livez\n    port: http\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
    covers: ['S2-33', 'S2-78'],
    fix: 'unsafe',
    options: {
      words: {
        type: 'array',
        default: ['ready', 'readyz', 'readiness'],
        description: 'Parts of a path that make it a readiness endpoint.',
      },
    },
  },
  *check(context) {
    const words = new Set(Array.isArray(context.options.words) ? context.options.words : []);
    for (const { role, node } of probesOf(context)) {
      const path = nodeAt(node, ['httpGet', 'path']);
      if (
        role !== 'liveness' ||
        path?.kind !== 'scalar' ||
        typeof path.value !== 'string' ||
        isTemplated(path) ||
        !context.isOwn(path.path) ||
        !path.value.split(/[/?]/).some(part => words.has(part.toLowerCase()))
      ) {
        continue;
      }
      const { value } = path;
      yield {
        path: path.path,
        message: 'ready',
        data: { path: formatPath(path.path), value },
        fixes: () => liveFix(path.path, livePaths.get(value)),
      };
    }
  },
});

const liveFix = (path: Path, value: string | undefined): readonly Fix[] =>
  value === undefined ? [] : [{ title: `Ask ${value}`, safety: 'unsafe', operations: [{ op: 'set', path, value }] }];
