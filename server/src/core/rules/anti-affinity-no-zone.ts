import type { JsonValue } from '../product/table.ts';
import { antiAffinityOf, isHostname, isZone, spreadOf } from '../rule/affinity.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule, type Fix } from '../rule/rule.ts';
import { nodeAt, toJson, type ValueNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';

export default defineRule({
  id: 'anti-affinity-no-zone',
  meta: {
    summary: 'Spread replicas over zones as well as nodes.',
    why: 'Replicas on different nodes may still share a zone, and the failure of that zone takes them all.',
    remedy:
      'Prefer different zones with a second anti-affinity term or a topology spread constraint. In a cluster of one zone set the option `zones` to 1.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      zone: "'{component}' spreads its replicas over nodes, but not over zones: an outage of one zone may take all of them. Prefer different zones as well.",
    },
    examples: {
      bad: 'replicaCount: 3\naffinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: web\n',
      good: 'replicaCount: 3\ntopologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector:\n      matchLabels:\n        app: web\n',
    },
    sources: ['https://kubernetes.io/docs/setup/best-practices/multiple-zones/'],
    covers: ['S0-24', 'S0-27', 'S2-87', 'S3-22'],
    fix: 'unsafe',
    options: { zones: { type: 'integer', default: 3, description: 'How many zones the cluster spans.' } },
  },
  *check(context) {
    for (const component of context.components) {
      const terms = antiAffinityOf(context, component);
      const spread = spreadOf(context, component);
      const keys = [
        ...(terms ?? []).map(term => term.topologyKey),
        ...(spread ?? []).map(({ topologyKey }) => topologyKey),
      ];
      const isNotKnown = !terms || !spread || keys.some(key => typeof key !== 'string');
      if (
        !component.enabled ||
        isNotKnown ||
        context.options.zones === 1 ||
        component.kind === 'daemonset' ||
        component.fewestReplicas === 1
      ) {
        continue;
      }
      const hostname = terms.find(term => isHostname(term.topologyKey));
      const [list] = hostname ? [hostname.list] : [component.spread];
      if (!list || keys.length === 0 || !keys.every(isHostname) || keys.some(isZone) || !ownsAny(context, [list])) {
        continue;
      }
      yield {
        path: list,
        part: 'key',
        message: 'zone',
        data: { component: titleOf(component) },
        fixes: () => (hostname ? [preferZones(hostname.list, nodeAt(hostname.term, ['labelSelector']))] : []),
      };
    }
  },
});

function preferZones(list: Path, selector: ValueNode | undefined): Fix {
  const podAffinityTerm = {
    topologyKey: 'topology.kubernetes.io/zone',
    ...(selector ? { labelSelector: toJson(selector) as JsonValue } : {}),
  };
  return {
    title: 'Prefer different zones as well',
    safety: 'unsafe',
    operations: [
      {
        op: 'append',
        path: [...list.slice(0, -1), 'preferredDuringSchedulingIgnoredDuringExecution'],
        items: [{ weight: 100, podAffinityTerm }],
      },
    ],
  };
}
