import { apiServerRole, nodeTerms, pinToPool } from '../rule/remedies/spaces-pools.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-vcluster-node-affinity-missing',
  meta: {
    summary: 'Give API server pods nodes of their own.',
    why: 'API servers of control planes answer all requests; on shared nodes they compete with everything else for CPU and memory.',
    remedy:
      'Label and taint a node pool with `target=apiserver`, select it with a required node affinity in `controlPlanes.vcluster.affinity`, and tolerate its taint. A taint alone is not selected: nodes need the label too.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      shared:
        "'{path}' pins the API server pods to no nodes: they share theirs with everything else. Give them a pool of their own.",
    },
    examples: {
      bad: 'controlPlanes:\n  vcluster:\n    affinity: {}\n',
      good: 'controlPlanes:\n  vcluster:\n    affinity:\n      nodeAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          nodeSelectorTerms:\n            - matchExpressions:\n                - key: target\n                  operator: In\n                  values: [apiserver]\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-03', 'S0-15', 'S0-27a'],
    fix: 'unsafe',
  },
  *check(context) {
    const path = context.path(`${apiServerRole.path}.affinity`);
    const terms = nodeTerms(context, apiServerRole);
    if (terms === undefined || terms.length > 0 || context.knows(path) === false) {
      return;
    }
    yield {
      path,
      part: 'key',
      message: 'shared',
      data: { path: `${apiServerRole.path}.affinity` },
      fixes: () => [
        {
          title: 'Pin to nodes labelled target=apiserver, and tolerate their taint',
          safety: 'unsafe',
          operations: pinToPool(context, apiServerRole),
        },
      ],
    };
  },
});
