import { handlersOf, type Probe, probeHandlers, probesOf } from '../rule/probes.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { isNull, nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'probe-handler-missing',
  meta: {
    summary: 'Give every probe a handler.',
    why: 'A probe that only has timings says when to check, not what. The API server rejects it, and the release fails.',
    remedy: 'Add one of `httpGet`, `tcpSocket`, `exec` or `grpc`, or take the probe away with `null`.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm'],
    messages: {
      custom:
        "'{path}' is printed as it stands and has no handler: Kubernetes rejects the pod. Add httpGet, tcpSocket, exec or grpc.",
      removed:
        "'{path}' takes the chart's {handler} away and puts nothing in its place: Kubernetes rejects a probe without a handler. Add one, or set the whole probe to null.",
    },
    examples: {
      bad: 'customLivenessProbe:\n  periodSeconds: 10\n',
      good: 'customLivenessProbe:\n  tcpSocket:\n    port: http\n  periodSeconds: 10\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/'],
  },
  *check(context) {
    for (const probe of probesOf(context)) {
      // Most charts have the handler in their templates, so a handler that is not in the values says nothing.
      if (handlersOf(probe).length > 0 || !context.isOwn(probe.path)) {
        continue;
      }
      const data = { path: formatPath(probe.path) };
      const handler = removedHandler(context, probe);
      if (handler !== undefined) {
        yield { path: [...probe.path, handler], message: 'removed', data: { ...data, handler } };
      } else if (probe.custom && probe.node.entries.size > 0) {
        yield { path: probe.path, part: 'key', message: 'custom', data };
      }
    }
  },
});

/** The handler of the defaults that a file of the user sets to null. */
const removedHandler = ({ stack }: RuleContext, { path }: Probe): string | undefined =>
  probeHandlers.find(
    name =>
      nodeAt(stack.defaults, [...path, name])?.kind === 'map' &&
      stack.layers.some(layer => isNull(nodeAt(layer.root, [...path, name]))),
  );
