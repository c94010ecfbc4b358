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
  id: 'spaces-api-replicas',
  meta: {
    summary: 'Run at least two spaces-api pods.',
    why: 'spaces-api serves groups, control planes and shared secrets. With one pod these are gone whenever the pod moves: at every upgrade and every drained node.',
    remedy: 'Set `api.replicaCount: 2`, or `api.hpa.minReplicas: 2` where the autoscaler decides.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      single:
        "'{path}' leaves spaces-api with {replicas} pod(s): the Space's API is away at every upgrade and drained node. Run at least 2.",
    },
    examples: { bad: 'api:\n  replicaCount: 1\n', good: 'api:\n  replicaCount: 2\n' },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-33'],
    fix: 'unsafe',
    replaces: ['replicas-single', 'hpa-min-replicas-single'],
  },
  *check(context) {
    const component = componentNamed(context, 'api');
    const path = component && replicasPath(component);
    if (isSingle(context, component) && path) {
      yield {
        path,
        message: 'single',
        data: { path: formatPath(path), replicas: component.fewestReplicas ?? 1 },
        fixes: () =>
          narrowThenWide(context, {
            title: 'Run 2 spaces-api pods',
            safety: 'unsafe',
            operations: twoReplicas(context, 'api'),
          }),
      };
    }
  },
});
