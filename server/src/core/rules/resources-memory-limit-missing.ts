import { humanQuantity, parseQuantity, scaleQuantity } from '../kit/quantity.ts';
import { effectiveLimit, effectiveRequest } from '../kit/resource-requirements.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { toJson } from '../values/node.ts';

export default defineRule({
  id: 'resources-memory-limit-missing',
  meta: {
    summary: 'Limit the memory of every container.',
    why: 'A container without a memory limit that leaks takes the memory of its node, and the kernel may then kill its neighbours.',
    remedy: 'Set a limit of two to four times the request.',
    severity: 'warning',
    mode: 'M',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      missing:
        "'{component}' requests {request} of memory and has no limit: a leak takes the whole node. Set '{key}.limits.memory'.",
    },
    examples: {
      bad: { defaults: 'replicaCount: 1\nresources: {}\n', values: 'resources:\n  requests:\n    memory: 512Mi\n' },
      good: {
        defaults: 'replicaCount: 1\nresources: {}\n',
        values: 'resources:\n  requests:\n    memory: 512Mi\n  limits:\n    memory: 1Gi\n',
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
      const request = effectiveRequest(block, 'memory');
      // Without a request there is more to say: resources-requests-missing does.
      if (
        !path ||
        !component.enabled ||
        !context.complete ||
        request.kind !== 'set' ||
        effectiveLimit(block, 'memory').kind !== 'absent'
      ) {
        continue;
      }
      // Some products take no limits; of any other chart only its defaults tell, and they need not list every one.
      const place = context.product?.family === 'helm' ? path : [...path, 'limits', 'memory'];
      if (context.knows(place) === false || !ownsAny(context, [path, component.path])) {
        continue;
      }
      const twice = humanQuantity('memory', scaleQuantity(request.quantity, 2));
      yield {
        path,
        part: 'key',
        message: 'missing',
        // Spaces leaves limits open on purpose where usage grows with the control planes.
        ...(context.product?.family === 'spaces' ? { severity: 'info' as const } : {}),
        data: {
          component: titleOf(component),
          request: humanQuantity('memory', request.quantity),
          key: String(path.at(-1)),
        },
        fixes: () =>
          parseQuantity(twice)
            ? [
                {
                  title: `Limit memory to ${twice}`,
                  safety: 'unsafe',
                  operations: [{ op: 'set', path: [...path, 'limits', 'memory'], value: twice }],
                },
              ]
            : [],
      };
    }
  },
});
