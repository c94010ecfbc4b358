import { antiAffinityOf, isHostname, isZone } from '../rule/affinity.ts';
import { softenTerm } from '../rule/affinity-fixes.ts';
import { scaledComponents } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'hpa-max-exceeds-anti-affinity',
  meta: {
    summary: 'Let an autoscaler add no more pods than anti-affinity has room for.',
    why: 'Required anti-affinity lets one pod into each zone or node. What the autoscaler adds beyond their number stays Pending just when load is highest.',
    remedy: 'Prefer instead of require, or lower the upper bound. Tell the cluster by the options `zones` and `nodes`.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces'],
    messages: {
      zones:
        "The autoscaler of '{component}' may want {max} pods, and each requires a zone of its own: above {domains} they stay Pending. Prefer different zones instead.",
      nodes:
        "The autoscaler of '{component}' may want {max} pods, and each requires a node of its own: above {domains} they stay Pending. Prefer different nodes instead.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  maxReplicas: 10\naffinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: topology.kubernetes.io/zone\n        labelSelector:\n          matchLabels:\n            app: web\n',
      good: 'autoscaling:\n  enabled: true\n  maxReplicas: 10\naffinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 100\n        podAffinityTerm:\n          topologyKey: topology.kubernetes.io/zone\n          labelSelector:\n            matchLabels:\n              app: web\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/'],
    covers: ['S0-27', 'S2-82'],
    fix: 'unsafe',
    options: {
      zones: { type: 'integer', default: 3, description: 'How many zones the cluster spans.' },
      nodes: { type: 'integer', default: 0, description: 'How many nodes the pods may run on; 0: not known.' },
    },
  },
  *check(context) {
    const { zones, nodes } = context.options;
    for (const { component, autoscaler } of scaledComponents(context)) {
      const max = autoscaler.max.value;
      const terms = antiAffinityOf(context, component) ?? [];
      for (const term of terms.filter(({ required }) => required)) {
        const domains = isZone(term.topologyKey) ? Number(zones) : isHostname(term.topologyKey) ? Number(nodes) : 0;
        if (
          max === undefined ||
          !(domains > 0) ||
          max <= domains ||
          !ownsAny(context, [term.list, autoscaler.max.path, autoscaler.enabledPath])
        ) {
          continue;
        }
        yield {
          path: [...term.path, 'topologyKey'],
          message: isZone(term.topologyKey) ? 'zones' : 'nodes',
          data: { component: titleOf(component), max, domains },
          fixes: () => [softenTerm(term, terms)],
        };
      }
    }
  },
});
