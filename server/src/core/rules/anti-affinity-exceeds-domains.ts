import { antiAffinityOf, isHostname, isZone } from '../rule/affinity.ts';
import { softenTerm } from '../rule/affinity-fixes.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'anti-affinity-exceeds-domains',
  meta: {
    summary: 'Run no more replicas than there are zones or nodes to keep them apart.',
    why: 'Required anti-affinity lets one pod into each zone or node. With more replicas than there are, the surplus stays Pending for ever.',
    remedy:
      'Prefer instead of require, spread over nodes instead of zones, or run fewer replicas. Tell the cluster by the options `zones` and `nodes`.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      zones:
        "'{component}' requires a zone of its own for each of {replicas} replicas, and the cluster has {domains}: {surplus} will stay Pending. Prefer different zones instead.",
      nodes:
        "'{component}' requires a node of its own for each of {replicas} replicas, and the cluster has {domains}: {surplus} will stay Pending. Prefer different nodes instead.",
    },
    examples: {
      bad: 'replicaCount: 5\naffinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: topology.kubernetes.io/zone\n        labelSelector:\n          matchLabels:\n            app: web\n',
      good: 'replicaCount: 3\naffinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: topology.kubernetes.io/zone\n        labelSelector:\n          matchLabels:\n            app: web\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/'],
    covers: ['S0-10', 'S0-16'],
    fix: 'unsafe',
    options: {
      zones: { type: 'integer', default: 3, description: 'How many zones the cluster spans.' },
      nodes: { type: 'integer', default: 0, description: 'How many nodes the pods may run on; 0: not known.' },
    },
  },
  *check(context) {
    const { zones, nodes } = context.options;
    for (const component of context.components) {
      const { replicas, autoscaler, enabled } = component;
      const count = autoscaler === undefined || autoscaler.enabled === false ? replicas?.value : undefined;
      const terms = antiAffinityOf(context, component) ?? [];
      for (const term of terms.filter(({ required }) => required)) {
        const domains = isZone(term.topologyKey) ? Number(zones) : isHostname(term.topologyKey) ? Number(nodes) : 0;
        if (
          !enabled ||
          count === undefined ||
          !(domains > 0) ||
          count <= domains ||
          !ownsAny(context, [term.list, replicas?.path])
        ) {
          continue;
        }
        yield {
          path: [...term.path, 'topologyKey'],
          message: isZone(term.topologyKey) ? 'zones' : 'nodes',
          data: { component: titleOf(component), replicas: count, domains, surplus: count - domains },
          fixes: () => [softenTerm(term, terms)],
        };
      }
    }
  },
});
