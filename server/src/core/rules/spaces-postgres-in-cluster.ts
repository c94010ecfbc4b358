import { switchAt } from '../rule/remedies/read.ts';
import { apolloPath } from '../rule/remedies/spaces-high-availability.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-postgres-in-cluster',
  meta: {
    summary: 'Decide where the database of the Query API runs.',
    why: 'By default the chart has CloudNativePG run a small PostgreSQL in the cluster. The high availability guide asks for a managed one with at least 400 operations per second.',
    remedy:
      'Set `storage.postgres.create: false` and the connection to a managed database, or `create: true` to say that the one in the cluster is meant.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      unset:
        "'{path}' is left at its default: the Query API keeps its data in a small PostgreSQL in the cluster. The guide asks for a managed one with 400 IOPS; decide one or the other.",
    },
    examples: {
      bad: 'features:\n  alpha:\n    apollo:\n      enabled: true\n',
      good: 'features:\n  alpha:\n    apollo:\n      enabled: true\napollo:\n  apollo:\n    storage:\n      postgres:\n        create: true\n',
    },
    sources: [
      'https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/',
      'https://docs.upbound.io/self-hosted-spaces/howtos/deploy-query-api/',
    ],
    covers: ['S0-41', 'S0-42'],
  },
  *check(context) {
    const name = `${apolloPath(context)}.storage.postgres.create`;
    const path = context.path(name);
    const old = context.path('features.alpha.apollo.storage');
    if (
      switchAt(context, 'features.alpha.apollo.enabled') === true &&
      switchAt(context, name) === true &&
      !context.isOwn(path) &&
      !context.isOwn(old)
    ) {
      yield { path, message: 'unset', data: { path: name } };
    }
  },
});
