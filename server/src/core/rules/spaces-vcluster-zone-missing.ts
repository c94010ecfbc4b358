import { switchAt } from '../rule/remedies/read.ts';
import { apiServerRole, spreadOf, spreadOut } from '../rule/remedies/spaces-pools.ts';
import { separatesNodes, spreadsZones } from '../rule/remedies/spread.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-vcluster-zone-missing',
  meta: {
    summary: 'Prefer different zones for the API server pods of a control plane.',
    why: 'Different nodes may still stand in one zone, and go down with it.',
    remedy:
      'Add a preferred pod anti-affinity on `topology.kubernetes.io/zone` with weight 100. In a cluster with a single zone it does nothing.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      zone: "'{path}' keeps API server pods on different nodes, but maybe in one zone. Prefer different zones too.",
    },
    examples: {
      bad: 'controlPlanes:\n  ha:\n    enabled: true\n  vcluster:\n    affinity:\n      podAntiAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          - labelSelector:\n              matchLabels:\n                app: vcluster\n            topologyKey: kubernetes.io/hostname\n',
      good: 'controlPlanes:\n  ha:\n    enabled: true\n  vcluster:\n    affinity:\n      podAntiAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          - labelSelector:\n              matchLabels:\n                app: vcluster\n            topologyKey: topology.kubernetes.io/zone\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-24', 'S0-27c'],
    fix: 'unsafe',
    replaces: ['anti-affinity-no-zone'],
  },
  *check(context) {
    const path = context.path(`${apiServerRole.path}.affinity.podAntiAffinity`);
    const terms = spreadOf(context, apiServerRole);
    const several = switchAt(context, 'controlPlanes.ha.enabled') === true;
    // Where not even nodes differ, spaces-vcluster-anti-affinity-missing speaks of both.
    if (several && terms?.some(separatesNodes) && !terms.some(spreadsZones)) {
      yield {
        path,
        part: 'key',
        message: 'zone',
        data: { path: `${apiServerRole.path}.affinity` },
        fixes: () => [
          { title: 'Prefer different zones', safety: 'unsafe', operations: spreadOut(context, apiServerRole) },
        ],
      };
    }
  },
});
