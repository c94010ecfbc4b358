import { switchAt } from '../rule/remedies/read.ts';
import { etcdRole, spreadOf, spreadOut } from '../rule/remedies/spaces-pools.ts';
import { separatesNodes, spreadsZones } from '../rule/remedies/spread.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-etcd-zone-missing',
  meta: {
    summary: 'Prefer different zones for the etcd pods of a control plane.',
    why: 'Different nodes may still stand in one zone, and go down with it.',
    remedy:
      'Add a preferred pod anti-affinity on `topology.kubernetes.io/zone` with weight 100. In a cluster with a single zone it does nothing.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      zone: "'{path}' keeps etcd pods on different nodes, but maybe in one zone. Prefer different zones too.",
    },
    examples: {
      bad: 'controlPlanes:\n  ha:\n    enabled: true\n  etcd:\n    affinity:\n      podAntiAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          - labelSelector:\n              matchLabels:\n                app: vcluster-etcd\n            topologyKey: kubernetes.io/hostname\n',
      good: 'controlPlanes:\n  ha:\n    enabled: true\n  etcd:\n    affinity:\n      podAntiAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          - labelSelector:\n              matchLabels:\n                app: vcluster-etcd\n            topologyKey: topology.kubernetes.io/zone\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-28c'],
    fix: 'unsafe',
    replaces: ['anti-affinity-no-zone'],
  },
  *check(context) {
    const path = context.path(`${etcdRole.path}.affinity.podAntiAffinity`);
    const terms = spreadOf(context, etcdRole);
    const several = switchAt(context, 'controlPlanes.ha.enabled') === true;
    // Where not even nodes differ, spaces-etcd-anti-affinity-missing speaks of both.
    if (several && terms?.some(separatesNodes) && !terms.some(spreadsZones)) {
      yield {
        path,
        part: 'key',
        message: 'zone',
        data: { path: `${etcdRole.path}.affinity` },
        fixes: () => [{ title: 'Prefer different zones', safety: 'unsafe', operations: spreadOut(context, etcdRole) }],
      };
    }
  },
});
