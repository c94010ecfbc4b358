import { unset } from '../rule/ownership.ts';
import { handlersOf, type Probe, probesOf } from '../rule/probes.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'probe-handler-conflict',
  meta: {
    summary: 'Give every probe exactly one handler.',
    why: 'A probe with two handlers is rejected by the API server. It happens where a file sets `exec` and the chart, or a file below, sets `httpGet`: maps merge, so the probe ends up with both.',
    remedy: 'Take away the handler that is not wanted; one that a file below sets goes with `httpGet: null`.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      conflict:
        "'{path}' ends up with {count} handlers ({handlers}): Kubernetes takes exactly one and rejects the pod. Set the other to null.",
    },
    examples: {
      bad: {
        defaults: 'livenessProbe:\n  httpGet:\n    path: /\n    port: http\n',
        values: 'livenessProbe:\n  exec:\n    command: [check]\n',
      },
      good: {
        defaults: 'livenessProbe:\n  httpGet:\n    path: /\n    port: http\n',
        values: 'livenessProbe:\n  httpGet: null\n  exec:\n    command: [check]\n',
      },
    },
    sources: ['https://helm.sh/docs/chart_template_guide/values_files/'],
    fix: 'safe',
  },
  *check(context) {
    for (const probe of probesOf(context)) {
      const handlers = handlersOf(probe);
      const own = handlers.filter(name => context.isOwn([...probe.path, name]));
      const [first] = own;
      if (handlers.length < 2 || first === undefined || chartPicks(context, probe)) {
        continue;
      }
      yield {
        path: [...probe.path, first],
        part: 'key',
        message: 'conflict',
        data: { path: formatPath(probe.path), count: handlers.length, handlers: handlers.join(' and ') },
        fixes: () => keepOne(context, probe, handlers, own),
      };
    }
  },
});

/** The chart itself offers several: its template picks one. */
function chartPicks({ stack }: RuleContext, { path }: Probe): boolean {
  const below = nodeAt(stack.defaults, path);
  return below?.kind === 'map' && handlersIn([...below.entries.keys()]).length > 1;
}

const handlersIn = (names: readonly string[]) =>
  names.filter(name => ['httpGet', 'tcpSocket', 'exec', 'grpc'].includes(name));

/** Where the file adds one handler to an inherited one, it is the one that is meant. */
function keepOne(
  context: RuleContext,
  { path }: Probe,
  handlers: readonly string[],
  own: readonly string[],
): readonly Fix[] {
  return own.map(kept => ({
    title: `Keep ${kept}`,
    safety: own.length === 1 ? 'safe' : 'unsafe',
    operations: handlers.filter(name => name !== kept).map(name => unset(context, [...path, name])),
  }));
}
