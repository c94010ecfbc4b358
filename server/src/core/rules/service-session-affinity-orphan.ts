import { isEmptyNode, mapAround } from '../rule/own-values.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { isTemplated, nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'service-session-affinity-orphan',
  meta: {
    summary: 'Switch session affinity on where its settings are.',
    why: '`sessionAffinityConfig` is only allowed with `sessionAffinity: ClientIP`: the API server rejects the Service otherwise.',
    remedy: 'Set `sessionAffinity: ClientIP`, or take the settings out.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm'],
    messages: {
      orphan:
        "'{path}' needs sessionAffinity: ClientIP beside it, which is {found}: Kubernetes rejects the Service. Set it, or take the settings out.",
    },
    examples: {
      bad: 'service:\n  sessionAffinity: None\n  sessionAffinityConfig:\n    clientIP:\n      timeoutSeconds: 10800\n',
      good: 'service:\n  sessionAffinity: ClientIP\n  sessionAffinityConfig:\n    clientIP:\n      timeoutSeconds: 10800\n',
    },
    sources: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity'],
    covers: ['S2-32', 'S2-86'],
    fix: 'safe',
  },
  *check(context) {
    for (const config of context.select('**.sessionAffinityConfig')) {
      const at = [...config.path.slice(0, -1), 'sessionAffinity'];
      const affinity = nodeAt(mapAround(context, config.path), ['sessionAffinity']);
      // A chart that does not show the switch may have it in its template.
      const isKnown = affinity !== undefined || (context.complete && context.knows(at) === true);
      if (
        isEmptyNode(config) ||
        config.kind !== 'map' ||
        !isKnown ||
        isTemplated(affinity) ||
        (affinity?.kind === 'scalar' && affinity.value === 'ClientIP') ||
        !ownsAny(context, [config.path, at])
      ) {
        continue;
      }
      yield {
        path: context.isOwn(at) ? at : config.path,
        ...(context.isOwn(at) ? {} : { part: 'key' as const }),
        // Whoever writes None may know that the template then leaves the settings out.
        ...(isEmptyNode(affinity) ? {} : { severity: 'warning' as const }),
        message: 'orphan',
        data: {
          path: formatPath(config.path),
          found:
            affinity?.kind === 'scalar' && typeof affinity.value === 'string' && affinity.value !== ''
              ? `'${affinity.value}'`
              : 'not set',
        },
        fixes: () => [
          {
            title: 'Set sessionAffinity to ClientIP',
            safety: 'safe',
            operations: [{ op: 'set', path: at, value: 'ClientIP' }],
          },
        ],
      };
    }
  },
});
