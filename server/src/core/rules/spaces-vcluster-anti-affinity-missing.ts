import { switchAt } from '../rule/remedies/read.ts';
import { apiServerRole, spreadOf, spreadOut } from '../rule/remedies/spaces-pools.ts';
import { separatesNodes } from '../rule/remedies/spread.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-vcluster-anti-affinity-missing',
  meta: {
    summary: 'Keep API server pods of a control plane on different nodes.',
    why: 'Two API servers of a control plane on one node go down together, and the second replica was for nothing.',
    remedy:
      'Require a pod anti-affinity on `kubernetes.io/hostname` against pods with the label `app: vcluster`, and prefer one on the zone.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      together:
        "Control planes are highly available, but '{path}' lets several API server pods share a node and go down with it. Require a pod anti-affinity on kubernetes.io/hostname.",
    },
    examples: {
      bad: 'controlPlanes:\n  ha:\n    enabled: true\n  vcluster:\n    affinity: {}\n',
      good: 'controlPlanes:\n  ha:\n    enabled: true\n  vcluster:\n    affinity:\n      podAntiAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          - labelSelector:\n              matchLabels:\n                app: vcluster\n            topologyKey: kubernetes.io/hostname\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-27b'],
    fix: 'unsafe',
    replaces: ['anti-affinity-missing', 'anti-affinity-soft-only'],
  },
  *check(context) {
    const path = context.path(`${apiServerRole.path}.affinity`);
    const terms = spreadOf(context, apiServerRole);
    // A single pod has nobody to keep apart from.
    const several = switchAt(context, 'controlPlanes.ha.enabled') === true;
    if (!several || terms === undefined || terms.some(separatesNodes) || context.knows(path) === false) {
      return;
    }
    yield {
      path,
      part: 'key',
      message: 'together',
      data: { path: `${apiServerRole.path}.affinity` },
      fixes: () => [
        {
          title: 'Keep API server pods on different nodes',
          safety: 'unsafe',
          operations: spreadOut(context, apiServerRole),
        },
      ],
    };
  },
});
