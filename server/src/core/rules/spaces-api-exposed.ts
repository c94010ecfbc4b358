import { textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-api-exposed',
  meta: {
    summary: 'Let nobody but the router reach spaces-api.',
    why: 'Clients reach spaces-api through spaces-router, which authenticates them. A NodePort or LoadBalancer opens a second way in, past it.',
    remedy: 'Leave `api.proxy.service.type` at ClusterIP, and expose the router.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['spaces'],
    messages: {
      exposed: "'{path}: {type}' opens spaces-api past the router. Keep it inside the cluster: ClusterIP.",
    },
    examples: {
      bad: 'api:\n  proxy:\n    service:\n      type: LoadBalancer\n',
      good: 'api:\n  proxy:\n    service:\n      type: ClusterIP\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-53', 'S1-05'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'api.proxy.service.type';
    const type = textAt(context, name);
    const path = context.path(name);
    if ((type === 'NodePort' || type === 'LoadBalancer') && context.isOwn(path)) {
      yield {
        path,
        message: 'exposed',
        data: { path: name, type },
        fixes: () => [
          {
            title: 'Keep spaces-api inside the cluster',
            safety: 'unsafe',
            operations: [{ op: 'set', path, value: 'ClusterIP' }],
          },
        ],
      };
    }
  },
});
