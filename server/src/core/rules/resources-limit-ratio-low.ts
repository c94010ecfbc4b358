import { humanQuantity, parseQuantity, scaleQuantity } from '../kit/quantity.ts';
import { limitRatio } from '../kit/resource-requirements.ts';
import { ownsAny } from '../rule/ownership.ts';
import { amountsOf, resourceBlocks } from '../rule/resource-blocks.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'resources-limit-ratio-low',
  meta: {
    summary: 'Leave containers room above their request.',
    why: 'A limit just above the request leaves no room for a spike, and does not bring the guaranteed quality of service either, which takes limits equal to requests.',
    remedy: 'Limit to at least twice the request, or make the two equal.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    optIn: true,
    products: ['helm', 'spaces'],
    messages: {
      low: "The {resource} limit {limit} of '{path}' is hardly above the request {request}. Limit to at least twice the request, or make them equal.",
    },
    examples: {
      bad: 'resources:\n  requests:\n    memory: 1Gi\n  limits:\n    memory: 1.5Gi\n',
      good: 'resources:\n  requests:\n    memory: 1Gi\n  limits:\n    memory: 2Gi\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    covers: ['S4-38', 'S0-40'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const block of resourceBlocks(context)) {
      const amounts = amountsOf(block);
      for (const limit of amounts.filter(
        ({ side, resource }) => side === 'limits' && (resource === 'cpu' || resource === 'memory'),
      )) {
        const request = amounts.find(({ side, resource }) => side === 'requests' && resource === limit.resource);
        const asked = request && parseQuantity(request.value);
        const verdict = limitRatio(asked, parseQuantity(limit.value))?.verdict;
        if (!request || !asked || verdict !== 'below-guideline' || !ownsAny(context, [limit.path, request.path])) {
          continue;
        }
        const twice = humanQuantity(limit.resource === 'cpu' ? 'cpu' : 'memory', scaleQuantity(asked, 2));
        yield {
          path: limit.path,
          message: 'low',
          data: { resource: limit.resource, limit: limit.value, path: formatPath(block.path), request: request.value },
          fixes: () => [
            {
              title: `Raise the limit to ${twice}`,
              safety: 'unsafe',
              operations: [{ op: 'set', path: limit.path, value: twice }],
            },
          ],
        };
      }
    }
  },
});
