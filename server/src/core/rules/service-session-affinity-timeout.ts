import { wholeNumber } from '../kit/json.ts';
import { isSessionAffinityTimeout, sessionAffinityTimeout } from '../kit/session-affinity.ts';
import { defineRule } from '../rule/rule.ts';
import { isTemplated, nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'service-session-affinity-timeout',
  meta: {
    summary: 'Keep the timeout of session affinity within a day.',
    why: 'The API server takes 1 to 86400 seconds, and rejects the Service otherwise.',
    remedy: "Write the seconds: three hours are 10800, Kubernetes' default.",
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      range: "'{path}: {value}' must be from 1 to 86400 seconds: Kubernetes rejects the Service.",
    },
    examples: {
      bad: 'service:\n  sessionAffinity: ClientIP\n  sessionAffinityConfig:\n    clientIP:\n      timeoutSeconds: 604800\n',
      good: 'service:\n  sessionAffinity: ClientIP\n  sessionAffinityConfig:\n    clientIP:\n      timeoutSeconds: 10800\n',
    },
    sources: ['https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity'],
    covers: ['S2-25', 'S2-32', 'S2-86'],
    fix: 'unsafe',
    replaces: ['schema/range'],
  },
  *check(context) {
    for (const config of context.select('**.sessionAffinityConfig')) {
      const node = nodeAt(config, ['clientIP', 'timeoutSeconds']);
      const value = node?.kind === 'scalar' && !isTemplated(node) ? wholeNumber(node.value) : undefined;
      if (!node || value === undefined || isSessionAffinityTimeout(value) || !context.isOwn(node.path)) {
        continue;
      }
      const nearest = value < 1 ? sessionAffinityTimeout.default : sessionAffinityTimeout.maximum;
      yield {
        path: node.path,
        message: 'range',
        data: { path: formatPath(node.path), value },
        fixes: () => [
          {
            title: `Remember clients for ${nearest} seconds`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: node.path, value: nearest }],
          },
        ],
      };
    }
  },
});
