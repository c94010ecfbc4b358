import { spreadOf } from '../rule/affinity.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { isTemplated } from '../values/node.ts';

export default defineRule({
  id: 'topology-spread-missing',
  meta: {
    summary: 'Spread three or more replicas evenly over zones.',
    why: 'Anti-affinity says "not together"; only topology spread constraints keep the numbers even, so that the loss of a zone takes a third of the pods and not half of them.',
    remedy: 'Add a constraint on `topology.kubernetes.io/zone` with `maxSkew: 1` and the labels of the pods.',
    severity: 'info',
    mode: 'M',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      missing:
        "'{component}' runs {replicas} replicas without topology spread constraints: they may be uneven over the zones.",
    },
    examples: {
      bad: { defaults: 'replicaCount: 1\ntopologySpreadConstraints: []\n', values: 'replicaCount: 3\n' },
      good: {
        defaults: 'replicaCount: 1\ntopologySpreadConstraints: []\n',
        values:
          'replicaCount: 3\ntopologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: topology.kubernetes.io/zone\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector: {}\n',
      },
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
    covers: ['S2-87'],
  },
  *check(context) {
    for (const component of context.components) {
      const { spread, kind, fewestReplicas, enabled, path } = component;
      const isUnspread =
        spread !== undefined && !isTemplated(context.at(spread)) && spreadOf(context, component)?.length === 0;
      if (
        enabled &&
        spread &&
        isUnspread &&
        context.complete &&
        kind !== 'daemonset' &&
        kind !== 'job' &&
        (fewestReplicas ?? 0) >= 3 &&
        ownsAny(context, [spread, path])
      ) {
        yield {
          path: spread,
          part: 'key',
          message: 'missing',
          data: { component: titleOf(component), replicas: fewestReplicas ?? 0 },
        };
      }
    }
  },
});
