import { switchAt } from '../rule/remedies/read.ts';
import { etcdRole, spreadOf, spreadOut } from '../rule/remedies/spaces-pools.ts';
import { separatesNodes } from '../rule/remedies/spread.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-etcd-anti-affinity-missing',
  meta: {
    summary: 'Keep etcd pods of a control plane on different nodes.',
    why: 'Two etcd members on one node go down together, and of three members that is the majority: the control plane stops until one is back.',
    remedy:
      'Require a pod anti-affinity on `kubernetes.io/hostname` against pods with the label `app: vcluster-etcd`, and prefer one on the zone.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      together:
        "Control planes are highly available, but '{path}' lets several etcd pods share a node and go down with it. Require a pod anti-affinity on kubernetes.io/hostname.",
    },
    examples: {
      bad: 'controlPlanes:\n  ha:\n    enabled: true\n  etcd:\n    affinity: {}\n',
      good: 'controlPlanes:\n  ha:\n    enabled: true\n  etcd:\n    affinity:\n      podAntiAffinity:\n        requiredDuringSchedulingIgnoredDuringExecution:\n          - labelSelector:\n              matchLabels:\n                app: vcluster-etcd\n            topologyKey: kubernetes.io/hostname\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-28b'],
    fix: 'unsafe',
    replaces: ['anti-affinity-missing', 'anti-affinity-soft-only'],
  },
  *check(context) {
    const path = context.path(`${etcdRole.path}.affinity`);
    const terms = spreadOf(context, etcdRole);
    // A single pod has nobody to keep apart from.
    const several = switchAt(context, 'controlPlanes.ha.enabled') === true;
    if (!several || terms === undefined || terms.some(separatesNodes) || context.knows(path) === false) {
      return;
    }
    yield {
      path,
      part: 'key',
      message: 'together',
      data: { path: `${etcdRole.path}.affinity` },
      fixes: () => [
        { title: 'Keep etcd pods on different nodes', safety: 'unsafe', operations: spreadOut(context, etcdRole) },
      ],
    };
  },
});
