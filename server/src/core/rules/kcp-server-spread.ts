import {
  componentNamed,
  isKcpChart,
  narrowThenWide,
  spreadComponent,
  titleOf,
} from '../rule/remedies/kcp-high-availability.ts';
import { antiAffinityTerms, spreadsZones } from '../rule/remedies/spread.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

export default defineRule({
  id: 'kcp-server-spread',
  meta: {
    summary: 'Prefer different zones for servers and front proxies.',
    why: 'The default anti-affinity knows nodes only. All pods of a component may stand in one zone, and are gone with it.',
    remedy:
      'Prefer different nodes and zones with weight 100. Requiring them leaves no room for the additional pod of a rolling update.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['kcp'],
    messages: {
      zones:
        "'{path}' says nothing of zones: all {replicas} {component} pods may stand in one, and go down with it. Prefer different zones.",
    },
    examples: {
      bad: 'kcp:\n  replicas: 2\n',
      good: 'kcp:\n  replicas: 2\n  affinity:\n    podAntiAffinity:\n      preferredDuringSchedulingIgnoredDuringExecution:\n        - weight: 100\n          podAffinityTerm:\n            topologyKey: topology.kubernetes.io/zone\n            labelSelector:\n              matchLabels:\n                app.kubernetes.io/component: server\n',
    },
    sources: ['https://docs.kcp.io/kcp/main/setup/production/'],
    covers: ['S3-22'],
    fix: 'unsafe',
    replaces: ['anti-affinity-no-zone'],
  },
  *check(context) {
    for (const name of isKcpChart(context) ? ['kcp', 'kcpFrontProxy'] : []) {
      const component = componentNamed(context, name);
      const affinity = component?.affinity;
      const terms = affinity && antiAffinityTerms(context.at(affinity));
      const replicas = component?.fewestReplicas ?? 1;
      if (
        !component ||
        !affinity ||
        !terms ||
        replicas < 2 ||
        terms.some(spreadsZones) ||
        context.knows(affinity) === false
      ) {
        continue;
      }
      yield {
        path: [...affinity, 'podAntiAffinity'],
        part: 'key',
        message: 'zones',
        data: { path: formatPath(affinity), replicas, component: titleOf(component) },
        fixes: () =>
          narrowThenWide(context, {
            title: 'Prefer different nodes and zones',
            safety: 'unsafe',
            operations: spreadComponent(context, component),
          }),
      };
    }
  },
});
