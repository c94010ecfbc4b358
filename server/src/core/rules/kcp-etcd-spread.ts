import { componentNamed, isKcpChart, narrowThenWide, spreadComponent } from '../rule/remedies/kcp-high-availability.ts';
import { antiAffinityTerms, separatesNodes, spreadsZones } from '../rule/remedies/spread.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-etcd-spread',
  meta: {
    summary: 'Keep the etcd members on different nodes, and in different zones.',
    why: 'By default the three members only prefer different nodes, with the least weight, and know nothing of zones. Two of them on a node or in a zone go down with it, and the third is no majority.',
    remedy: 'Require a pod anti-affinity on `kubernetes.io/hostname` and prefer one on the zone. It takes three nodes.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      nodes:
        "'etcd.affinity' lets two of the three etcd members share a node, and go down with it. Require different nodes, and prefer different zones.",
      zones:
        "'etcd.affinity' keeps etcd members on different nodes, but maybe in one zone. Prefer different zones too.",
    },
    examples: {
      bad: 'etcd:\n  enabled: true\n',
      good: 'etcd:\n  affinity:\n    podAntiAffinity:\n      requiredDuringSchedulingIgnoredDuringExecution:\n        - topologyKey: topology.kubernetes.io/zone\n          labelSelector:\n            matchLabels:\n              app.kubernetes.io/component: etcd\n',
    },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/'],
    covers: ['S3-05'],
    fix: 'unsafe',
    replaces: ['anti-affinity-soft-only', 'anti-affinity-no-zone'],
  },
  *check(context) {
    const etcd = componentNamed(context, 'etcd');
    const terms = etcd?.affinity && antiAffinityTerms(context.at(etcd.affinity));
    if (!isKcpChart(context) || !etcd?.enabled || etcd.affinity === undefined || terms === undefined) {
      return;
    }
    const apart = terms.some(separatesNodes);
    if ((apart && terms.some(spreadsZones)) || context.knows(etcd.affinity) === false) {
      return;
    }
    yield {
      path: [...etcd.affinity, 'podAntiAffinity'],
      part: 'key',
      message: apart ? 'zones' : 'nodes',
      fixes: () =>
        narrowThenWide(context, {
          title: 'Spread the etcd members',
          safety: 'unsafe',
          operations: spreadComponent(context, etcd),
        }),
    };
  },
});
