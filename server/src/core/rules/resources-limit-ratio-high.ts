import { humanQuantity, parseQuantity, scaleQuantity } from '../kit/quantity.ts';
import { limitRatio } from '../kit/resource-requirements.ts';
import { ownsAny } from '../rule/ownership.ts';
import { amountsOf, resourceBlocks } from '../rule/resource-blocks.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'resources-limit-ratio-high',
  meta: {
    summary: 'Keep limits within four times the request.',
    why: 'The scheduler plans by requests. Containers that may use many times of it overcommit the node: when several do, memory runs out and pods are killed.',
    remedy:
      'Lower the limit to two to four times the request, or request what is really used. The option `factor` sets another bound.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      high: "The {resource} limit {limit} of '{path}' is {ratio} times the request {request}: nodes are overcommitted. Keep within {factor} times.",
    },
    examples: {
      bad: 'resources:\n  requests:\n    memory: 512Mi\n  limits:\n    memory: 20Gi\n',
      good: 'resources:\n  requests:\n    memory: 512Mi\n  limits:\n    memory: 2Gi\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    covers: ['S4-38'],
    fix: 'unsafe',
    options: { factor: { type: 'number', default: 4, description: 'How many times the request a limit may be.' } },
  },
  *check(context) {
    const factor = Number(context.options.factor);
    for (const block of resourceBlocks(context)) {
      const amounts = amountsOf(block);
      for (const limit of amounts.filter(
        ({ side, resource }) => side === 'limits' && (resource === 'cpu' || resource === 'memory'),
      )) {
        const request = amounts.find(({ side, resource }) => side === 'requests' && resource === limit.resource);
        const [asked, most] = [request && parseQuantity(request.value), parseQuantity(limit.value)];
        const ratio = limitRatio(asked, most)?.ratioMilli;
        if (
          !request ||
          !asked ||
          !most ||
          ratio === undefined ||
          ratio <= factor * 1000 ||
          !ownsAny(context, [limit.path, request.path])
        ) {
          continue;
        }
        const kind = limit.resource === 'cpu' ? 'cpu' : 'memory';
        const lowered = humanQuantity(kind, scaleQuantity(asked, kind === 'cpu' ? 4 : 2));
        const raised = humanQuantity(kind, scaleQuantity(most, 1, 4));
        yield {
          path: limit.path,
          message: 'high',
          data: {
            resource: limit.resource,
            limit: limit.value,
            path: formatPath(block.path),
            ratio: Math.round(ratio / 100) / 10,
            request: request.value,
            factor,
          },
          fixes: () => [
            {
              title: `Lower the limit to ${lowered}`,
              safety: 'unsafe',
              operations: [{ op: 'set', path: limit.path, value: lowered }],
            },
            {
              title: `Request ${raised}`,
              safety: 'unsafe',
              operations: [{ op: 'set', path: request.path, value: raised }],
            },
          ],
        };
      }
    }
  },
});
