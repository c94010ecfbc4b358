import { apiServerRole, missingTolerations } from '../rule/remedies/spaces-pools.ts';
import { addTolerations, listTaints } from '../rule/remedies/tolerations.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-vcluster-tolerations-missing',
  meta: {
    summary: 'Let API server pods onto the tainted nodes that they are pinned to.',
    why: 'A node affinity picks the nodes of the API server pool, but their taint keeps every pod off that does not tolerate it: the pods stay Pending, and no control plane comes up.',
    remedy:
      "Add the toleration of the pool's taint to `controlPlanes.vcluster.tolerations`. Only where the pool has no taint is there nothing to tolerate.",
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      missing:
        "The API server pods are pinned to a pool with the taint {taints}, but '{path}' does not tolerate it: they would stay Pending. Add the toleration.",
    },
    examples: {
      bad: 'controlPlanes:\n  vcluster:\n    affinity:\n      nodeAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          nodeSelectorTerms:\n            - matchExpressions:\n                - key: target\n                  operator: In\n                  values: [apiserver]\n',
      good: 'controlPlanes:\n  vcluster:\n    affinity:\n      nodeAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          nodeSelectorTerms:\n            - matchExpressions:\n                - key: target\n                  operator: In\n                  values: [apiserver]\n    tolerations:\n      - key: target\n        operator: Equal\n        value: apiserver\n        effect: NoSchedule\n',
    },
    sources: [
      'https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/',
      'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
    ],
    covers: ['S0-19', 'S0-31'],
    fix: 'unsafe',
    replaces: ['taint-not-tolerated', 'node-affinity-without-toleration'],
  },
  *check(context) {
    const missing = missingTolerations(context, apiServerRole);
    const path = context.path(`${apiServerRole.path}.tolerations`);
    if (missing.length > 0 && context.knows(path) !== false) {
      yield {
        path,
        part: 'key',
        message: 'missing',
        data: { path: `${apiServerRole.path}.tolerations`, taints: listTaints(missing) },
        fixes: () => [
          { title: 'Add tolerations matching taints', safety: 'unsafe', operations: [addTolerations(path, missing)] },
        ],
      };
    }
  },
});
