import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-apollo-disabled',
  meta: {
    summary: 'Switch the Query API on for a Space that is connected to Upbound.',
    why: 'The high availability guide runs the Query API, and since 1.8 a Space cannot be connected to Upbound without it.',
    remedy:
      'Set `features.alpha.apollo.enabled: true`. It needs a PostgreSQL: the CloudNativePG operator for the one the chart makes, or a managed one. A disconnected Space does without.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      off: "'{path}' is off: this Space has no Query API, and cannot be connected to Upbound. Leave it so for a disconnected Space only.",
    },
    examples: {
      bad: 'features:\n  alpha:\n    apollo:\n      enabled: false\n',
      good: 'features:\n  alpha:\n    apollo:\n      enabled: true\n',
    },
    sources: [
      'https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/',
      'https://docs.upbound.io/self-hosted-spaces/howtos/deploy-query-api/',
    ],
    covers: ['S0-33'],
    fix: 'unsafe',
  },
  *check(context) {
    const path = context.path('features.alpha.apollo.enabled');
    const gated = context.isOwn(context.path('apollo.apollo')) && !context.isOwn(path);
    // Settings of Apollo without its switch: spaces-apollo-gate-missing says so.
    if (switchAt(context, 'features.alpha.apollo.enabled') !== false || context.knows(path) === false || gated) {
      return;
    }
    const replicas = context.path('apollo.apollo.replicaCount');
    const at = context.knows(replicas) === true ? replicas : context.path('features.alpha.apollo.replicaCount');
    yield {
      path,
      message: 'off',
      data: { path: 'features.alpha.apollo.enabled' },
      fixes: () => [
        {
          title: 'Switch the Query API on, with 2 pods',
          safety: 'unsafe',
          operations: [
            { op: 'set', path, value: true },
            ...(context.knows(at) === true && !context.isOwn(at) ? [{ op: 'set' as const, path: at, value: 2 }] : []),
          ],
        },
      ],
    };
  },
});
