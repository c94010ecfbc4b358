import { etcdRole, missingTolerations } from '../rule/remedies/spaces-pools.ts';
import { addTolerations, listTaints } from '../rule/remedies/tolerations.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-etcd-tolerations-missing',
  meta: {
    summary: 'Let etcd pods onto the tainted nodes that they are pinned to.',
    why: 'A node affinity picks the nodes of the etcd pool, but their taint keeps every pod off that does not tolerate it: the pods stay Pending, and no control plane comes up.',
    remedy:
      "Add the toleration of the pool's taint to `controlPlanes.etcd.tolerations`. Only where the pool has no taint is there nothing to tolerate.",
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      missing:
        "The etcd pods are pinned to a pool with the taint {taints}, but '{path}' does not tolerate it: they would stay Pending. Add the toleration.",
    },
    examples: {
      bad: 'controlPlanes:\n  etcd:\n    affinity:\n      nodeAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          nodeSelectorTerms:\n            - matchExpressions:\n                - key: target\n                  operator: In\n                  values: [etcd]\n',
      good: 'controlPlanes:\n  etcd:\n    affinity:\n      nodeAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          nodeSelectorTerms:\n            - matchExpressions:\n                - key: target\n                  operator: In\n                  values: [etcd]\n    tolerations:\n      - key: target\n        operator: Equal\n        value: etcd\n        effect: NoSchedule\n',
    },
    sources: [
      'https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/',
      'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
    ],
    covers: ['S0-13', 'S0-30'],
    fix: 'unsafe',
    replaces: ['taint-not-tolerated', 'node-affinity-without-toleration'],
  },
  *check(context) {
    const missing = missingTolerations(context, etcdRole);
    const path = context.path(`${etcdRole.path}.tolerations`);
    if (missing.length > 0 && context.knows(path) !== false) {
      yield {
        path,
        part: 'key',
        message: 'missing',
        data: { path: `${etcdRole.path}.tolerations`, taints: listTaints(missing) },
        fixes: () => [
          { title: 'Add tolerations matching taints', safety: 'unsafe', operations: [addTolerations(path, missing)] },
        ],
      };
    }
  },
});
