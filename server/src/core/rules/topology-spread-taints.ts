import { isAbsent } from '../kit/json.ts';
import { isHostname, isZone } from '../rule/affinity.ts';
import { titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';
import { ownSpreadLists } from '../rule/spread-constraints.ts';

export default defineRule({
  id: 'topology-spread-taints',
  meta: {
    summary: 'Leave nodes that the pods do not tolerate out of the count.',
    why: 'By default a spread constraint also counts nodes whose taints the pods do not tolerate: they are domains that stay empty, and `DoNotSchedule` then refuses pods that would fit elsewhere.',
    remedy: 'Set `nodeTaintsPolicy: Honor`.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    optIn: true,
    products: ['spaces', 'helm'],
    messages: {
      ignored:
        "Nodes whose taints '{component}' does not tolerate count as empty here, and may keep pods from being scheduled. Set nodeTaintsPolicy Honor.",
    },
    examples: {
      bad: 'replicaCount: 3\ntolerations:\n  - key: pool\n    operator: Exists\ntopologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: kubernetes.io/hostname\n    whenUnsatisfiable: DoNotSchedule\n    labelSelector: {}\n',
      good: 'replicaCount: 3\ntolerations:\n  - key: pool\n    operator: Exists\ntopologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: kubernetes.io/hostname\n    whenUnsatisfiable: DoNotSchedule\n    nodeTaintsPolicy: Honor\n    labelSelector: {}\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { list, constraints } of ownSpreadLists(context)) {
      const component = context.components.find(({ spread }) => String(spread) === String(list.path));
      const tolerations = component?.tolerations && context.at(component.tolerations);
      for (const { node, fields } of constraints) {
        const counts =
          fields.whenUnsatisfiable === 'DoNotSchedule' &&
          (isHostname(fields.topologyKey) || isZone(fields.topologyKey)) &&
          isAbsent(fields.nodeTaintsPolicy);
        if (component && tolerations?.kind === 'list' && tolerations.items.length > 0 && counts) {
          yield {
            path: [...node.path, 'whenUnsatisfiable'],
            message: 'ignored',
            data: { component: titleOf(component) },
            fixes: () => [
              {
                title: 'Honour taints',
                safety: 'unsafe',
                operations: [{ op: 'set', path: [...node.path, 'nodeTaintsPolicy'], value: 'Honor' }],
              },
            ],
          };
        }
      }
    }
  },
});
