import { etcdRole, nodeTerms, pinToPool } from '../rule/remedies/spaces-pools.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-etcd-node-affinity-missing',
  meta: {
    summary: 'Give etcd pods nodes of their own.',
    why: 'etcd writes every change to disk before it answers: neighbours that use the same disk or network make every control plane slow.',
    remedy:
      'Label and taint a node pool with `target=etcd`, select it with a required node affinity in `controlPlanes.etcd.affinity`, and tolerate its taint. A taint alone is not selected: nodes need the label too.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      shared:
        "'{path}' pins the etcd pods to no nodes: they share theirs with everything else. Give them a pool of their own.",
    },
    examples: {
      bad: 'controlPlanes:\n  etcd:\n    affinity: {}\n',
      good: 'controlPlanes:\n  etcd:\n    affinity:\n      nodeAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          nodeSelectorTerms:\n            - matchExpressions:\n                - key: target\n                  operator: In\n                  values: [etcd]\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-03', 'S0-09', 'S0-28a'],
    fix: 'unsafe',
  },
  *check(context) {
    const path = context.path(`${etcdRole.path}.affinity`);
    const terms = nodeTerms(context, etcdRole);
    if (terms === undefined || terms.length > 0 || context.knows(path) === false) {
      return;
    }
    yield {
      path,
      part: 'key',
      message: 'shared',
      data: { path: `${etcdRole.path}.affinity` },
      fixes: () => [
        {
          title: 'Pin to nodes labelled target=etcd, and tolerate their taint',
          safety: 'unsafe',
          operations: pinToPool(context, etcdRole),
        },
      ],
    };
  },
});
