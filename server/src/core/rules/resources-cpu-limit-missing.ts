import { humanQuantity, scaleQuantity } from '../kit/quantity.ts';
import { effectiveLimit, effectiveRequest } from '../kit/resource-requirements.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { toJson } from '../values/node.ts';

export default defineRule({
  id: 'resources-cpu-limit-missing',
  meta: {
    summary: 'Limit the CPU of every container.',
    why: 'Without a limit one container may take all the CPU that its neighbours did not request. Many teams leave the limit away on purpose, as a limit throttles even when the node is idle.',
    remedy: 'Set a limit of two to four times the request, or leave this rule off.',
    severity: 'info',
    mode: 'M',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: { missing: "'{component}' requests {request} CPU and has no limit. Set '{key}.limits.cpu'." },
    examples: {
      bad: { defaults: 'replicaCount: 1\nresources: {}\n', values: 'resources:\n  requests:\n    cpu: 250m\n' },
      good: {
        defaults: 'replicaCount: 1\nresources: {}\n',
        values: 'resources:\n  requests:\n    cpu: 250m\n  limits:\n    cpu: 1\n',
      },
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    covers: ['S4-36'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const path = component.resources;
      const block = path && toJson(context.at(path));
      const request = effectiveRequest(block, 'cpu');
      if (
        !path ||
        !component.enabled ||
        !context.complete ||
        request.kind !== 'set' ||
        effectiveLimit(block, 'cpu').kind !== 'absent' ||
        !ownsAny(context, [path, component.path])
      ) {
        continue;
      }
      const limit = humanQuantity('cpu', scaleQuantity(request.quantity, 4));
      yield {
        path,
        part: 'key',
        message: 'missing',
        data: {
          component: titleOf(component),
          request: humanQuantity('cpu', request.quantity),
          key: String(path.at(-1)),
        },
        fixes: () => [
          {
            title: `Limit CPU to ${limit}`,
            safety: 'unsafe',
            operations: [{ op: 'set', path: [...path, 'limits', 'cpu'], value: limit }],
          },
        ],
      };
    }
  },
});
