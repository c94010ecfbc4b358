import { titleOf } from '../rule/component.ts';
import { ownsAny, unset } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { strategiesOf } from '../rule/strategies.ts';

export default defineRule({
  id: 'strategy-recreate-with-rolling-update',
  meta: {
    summary: 'Leave no rollingUpdate block beside Recreate.',
    why: 'The API server rejects a Deployment of strategy `Recreate` that has a `rollingUpdate` block. In a stack the block is usually inherited from the chart, because maps merge.',
    remedy: 'Set `rollingUpdate: null`.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'kcp'],
    messages: {
      both: "'{component}' has strategy Recreate and a rollingUpdate block: Kubernetes rejects the two together. Set rollingUpdate to null.",
    },
    examples: {
      bad: 'replicaCount: 1\nstrategy:\n  type: Recreate\n  rollingUpdate:\n    maxSurge: 1\n',
      good: 'replicaCount: 1\nstrategy:\n  type: Recreate\n  rollingUpdate: null\n',
    },
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, type, typePath, rollingUpdate, rollingUpdatePath } of strategiesOf(context)) {
      const isBlock = rollingUpdate?.kind === 'map' && rollingUpdate.entries.size > 0;
      if (type !== 'Recreate' || !isBlock || !ownsAny(context, [typePath, rollingUpdatePath])) {
        continue;
      }
      yield {
        path: rollingUpdatePath,
        part: 'key',
        message: 'both',
        data: { component: titleOf(component) },
        fixes: () => [
          { title: 'Leave rollingUpdate out', safety: 'unsafe', operations: [unset(context, rollingUpdatePath)] },
        ],
      };
    }
  },
});
