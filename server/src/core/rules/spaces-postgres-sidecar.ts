import { switchAt } from '../rule/remedies/read.ts';
import { apolloPath, componentNamed } from '../rule/remedies/spaces-high-availability.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-postgres-sidecar',
  meta: {
    summary: 'Do not run several Query API pods with a database each.',
    why: 'With `storage.postgres.sidecar` every pod of Apollo has a PostgreSQL of its own. With more than one pod the answer to a query depends on the pod that happens to get it.',
    remedy: 'Use one database for all pods: the one the chart makes, or a managed one.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['spaces'],
    messages: {
      several:
        "'{path}' gives each of the {replicas} Query API pods a database of its own, and queries answer at random. Use one database for all.",
    },
    examples: {
      bad: 'features:\n  alpha:\n    apollo:\n      enabled: true\napollo:\n  apollo:\n    replicaCount: 2\n    storage:\n      postgres:\n        sidecar: true\n',
      good: 'features:\n  alpha:\n    apollo:\n      enabled: true\napollo:\n  apollo:\n    replicaCount: 2\n    storage:\n      postgres:\n        sidecar: false\n',
    },
    sources: ['https://docs.upbound.io/reference/spaces-helm-reference/'],
    fix: 'unsafe',
  },
  *check(context) {
    const component = componentNamed(context, 'apollo');
    const name = `${apolloPath(context)}.storage.postgres.sidecar`;
    const path = context.path(name);
    const most = component?.autoscaler?.enabled === true ? component.autoscaler.max.value : component?.fewestReplicas;
    if (
      component?.enabled === true &&
      most !== undefined &&
      most > 1 &&
      switchAt(context, name) === true &&
      context.knows(path) === true
    ) {
      yield {
        path,
        message: 'several',
        data: { path: name, replicas: most },
        fixes: () => [
          { title: 'Use one database for all pods', safety: 'unsafe', operations: [{ op: 'set', path, value: false }] },
        ],
      };
    }
  },
});
