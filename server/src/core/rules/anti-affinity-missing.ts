import { isLabelValue } from '../kit/label.ts';
import { antiAffinityOf, spreadOf } from '../rule/affinity.ts';
import { type Component, titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';

export default defineRule({
  id: 'anti-affinity-missing',
  meta: {
    summary: 'Spread replicas over nodes.',
    why: 'Nothing keeps the scheduler from putting all replicas on one node, where they are lost together.',
    remedy:
      'Prefer different nodes and zones with pod anti-affinity or topology spread constraints, and require different nodes for members of a quorum.',
    severity: 'warning',
    mode: 'M',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      missing:
        "Nothing keeps the {replicas} replicas of '{component}' from sharing one node, and from being lost with it. Add pod anti-affinity or topology spread constraints.",
    },
    examples: {
      bad: { defaults: 'replicaCount: 1\naffinity: {}\n', values: 'replicaCount: 3\n' },
      good: {
        defaults: 'replicaCount: 1\naffinity: {}\ntopologySpreadConstraints: []\n',
        values:
          'replicaCount: 3\ntopologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: kubernetes.io/hostname\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector:\n      matchLabels:\n        app.kubernetes.io/name: app\n',
      },
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/'],
    covers: ['S0-24', 'S2-87', 'S3-05', 'S3-22'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const { affinity, spread, kind, fewestReplicas } = component;
      const place = affinity ?? spread;
      if (
        !component.enabled ||
        !place ||
        kind === 'daemonset' ||
        kind === 'job' ||
        component.operator ||
        (fewestReplicas ?? 0) < 2
      ) {
        continue;
      }
      // Only with the chart's defaults at hand is what is not written really not set.
      const isSpread =
        component.antiAffinityPreset ||
        antiAffinityOf(context, component)?.length !== 0 ||
        spreadOf(context, component)?.length !== 0;
      if (
        !context.complete ||
        isSpread ||
        context.knows(place) === false ||
        !ownsAny(context, [affinity, spread, component.path])
      ) {
        continue;
      }
      yield {
        path: place,
        part: 'key',
        message: 'missing',
        data: { component: titleOf(component), replicas: fewestReplicas ?? 0 },
        fixes: () => spreadOut(context, component),
      };
    }
  },
});

/** With the chart's preset where it has one; else by the labels that Helm charts give their pods by convention. */
function spreadOut({ knows }: RuleContext, component: Component): readonly Fix[] {
  const { affinity, node, path, name } = component;
  if (node.entries.has('podAntiAffinityPreset')) {
    return [
      {
        title: 'Prefer different nodes: podAntiAffinityPreset soft',
        safety: 'unsafe',
        operations: [{ op: 'set', path: [...path, 'podAntiAffinityPreset'], value: 'soft' }],
      },
    ];
  }
  if (!affinity || knows(affinity) === false || !isLabelValue(name)) {
    return [];
  }
  const label = path.length === 0 ? 'app.kubernetes.io/name' : 'app.kubernetes.io/component';
  const items = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(topologyKey => ({
    weight: 100,
    podAffinityTerm: { topologyKey, labelSelector: { matchLabels: { [label]: name } } },
  }));
  return [
    {
      title: `Prefer different nodes and zones for pods with ${label}: ${name}`,
      safety: 'unsafe',
      operations: [
        {
          op: 'append',
          path: [...affinity, 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution'],
          items,
        },
      ],
    },
  ];
}
