import {
  componentNamed,
  isSingle,
  narrowThenWide,
  replicasPath,
  twoReplicas,
} from '../rule/remedies/spaces-high-availability.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'spaces-apollo-replicas',
  meta: {
    summary: 'Run at least two pods of the Query API.',
    why: 'Apollo serves the Query API, from which consoles and `up` read. With one pod, queries fail at every upgrade and every drained node.',
    remedy: 'Set `apollo.apollo.replicaCount: 2`; up to 1.14 it is `features.alpha.apollo.replicaCount`.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      single:
        "'{path}' leaves the Query API with {replicas} pod(s): queries fail at every upgrade and drained node. Run at least 2.",
    },
    examples: {
      bad: 'features:\n  alpha:\n    apollo:\n      enabled: true\n',
      good: 'features:\n  alpha:\n    apollo:\n      enabled: true\napollo:\n  apollo:\n    replicaCount: 2\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-33'],
    fix: 'unsafe',
    replaces: ['replicas-single', 'hpa-min-replicas-single'],
  },
  *check(context) {
    const component = componentNamed(context, 'apollo');
    const path = component && replicasPath(component);
    const old = context.path('features.alpha.apollo.replicaCount');
    // Replicas at the old place are meant: spaces-apollo-values-moved says so.
    const misplaced = context.isOwn(old) && context.knows(old) === false;
    if (isSingle(context, component) && path && !misplaced) {
      yield {
        path,
        message: 'single',
        data: { path: formatPath(path), replicas: component.fewestReplicas ?? 1 },
        fixes: () =>
          narrowThenWide(context, {
            title: 'Run 2 pods of the Query API',
            safety: 'unsafe',
            operations: twoReplicas(context, 'apollo'),
          }),
      };
    }
  },
});
