import { compareQuantities, parseQuantity } from '../kit/quantity.ts';
import { ownsAny } from '../rule/ownership.ts';
import { amountsOf, resourceBlocks } from '../rule/resource-blocks.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'resources-limit-below-request',
  meta: {
    summary: 'Keep every limit at or above its request.',
    why: 'The API server rejects a container whose limit is below its request, and the release fails with it. In a stack it happens when a file raises only the request over a limit from below; `1G` is below `1Gi`.',
    remedy: 'Raise the limit, or lower the request.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      below:
        "The {resource} limit {limit} of '{path}' is below the request {request}: Kubernetes rejects the pod. Raise the limit to at least the request.",
    },
    examples: {
      bad: 'resources:\n  requests:\n    memory: 1Gi\n  limits:\n    memory: 1G\n',
      good: 'resources:\n  requests:\n    memory: 1Gi\n  limits:\n    memory: 1Gi\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    covers: ['S4-38'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const block of resourceBlocks(context)) {
      const amounts = amountsOf(block);
      for (const limit of amounts.filter(({ side }) => side === 'limits')) {
        const request = amounts.find(({ side, resource }) => side === 'requests' && resource === limit.resource);
        if (
          !request ||
          compareQuantities(parseQuantity(limit.value), parseQuantity(request.value)) !== -1 ||
          !ownsAny(context, [limit.path, request.path])
        ) {
          continue;
        }
        yield {
          path: limit.path,
          message: 'below',
          data: { resource: limit.resource, limit: limit.value, request: request.value, path: formatPath(block.path) },
          related: [{ path: request.path, message: 'The request.' }],
          fixes: () => [
            {
              title: `Raise the limit to ${request.value}`,
              safety: 'unsafe',
              operations: [{ op: 'set', path: limit.path, value: request.value }],
            },
            {
              title: `Lower the request to ${limit.value}`,
              safety: 'unsafe',
              operations: [{ op: 'set', path: request.path, value: limit.value }],
            },
          ],
        };
      }
    }
  },
});
