import { nodeRequirementsOf } from '../rule/affinity.ts';
import { type Component, titleOf } from '../rule/component.ts';
import { standsAlone } from '../rule/ownership.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';
import {
  componentWith,
  isBuiltInKey,
  type ListedToleration,
  ownTolerations,
  runsOnEveryNode,
} from '../rule/tolerations.ts';

/** Spare capacity that pods may use but need not. */
const optional = /spot|preempt|burst|cheap|arm64|gpu|nvidia/i;

export default defineRule({
  id: 'toleration-without-node-affinity',
  meta: {
    summary: 'Bind the pods to the pool whose taint they tolerate.',
    why: 'A toleration only permits: the scheduler may as well put the pods on shared nodes. A dedicated pool takes both the toleration and a node selector or a required node affinity.',
    remedy: 'Select the nodes of the pool by their label. A taint is no label: the nodes need both.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      unbound:
        "'{component}' tolerates the taint '{key}', but nothing binds it to that pool: its pods may land on any other node. Add a node selector or a required node affinity.",
    },
    examples: {
      bad: 'replicaCount: 2\nnodeSelector: {}\ntolerations:\n  - key: dedicated\n    operator: Equal\n    value: web\n    effect: NoSchedule\n',
      good: 'replicaCount: 2\nnodeSelector:\n  dedicated: web\ntolerations:\n  - key: dedicated\n    operator: Equal\n    value: web\n    effect: NoSchedule\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#example-use-cases'],
    covers: ['S0-13', 'S0-28', 'S0-30'],
    fix: 'unsafe',
  },
  *check(context) {
    const reported = new Set<Component>();
    for (const toleration of ownTolerations(context)) {
      const { key, effect } = toleration.fields;
      const component = componentWith(context.components, toleration.list);
      if (
        !component?.enabled ||
        reported.has(component) ||
        typeof key !== 'string' ||
        key === '' ||
        isBuiltInKey(key) ||
        optional.test(key) ||
        effect === 'PreferNoSchedule'
      ) {
        continue;
      }
      const offersBinding = component.nodeSelector !== undefined || component.affinity !== undefined;
      if (
        !offersBinding ||
        !standsAlone(context) ||
        runsOnEveryNode(context.components, toleration.list) ||
        nodeRequirementsOf(context, component)?.length !== 0
      ) {
        continue;
      }
      reported.add(component);
      yield {
        path: [...toleration.path, 'key'],
        message: 'unbound',
        data: { component: titleOf(component), key },
        fixes: () => selectPool(context, component, toleration, key),
      };
    }
  },
});

/** By convention the nodes of a pool carry its taint's key and value as a label, too. */
function selectPool(
  { knows }: RuleContext,
  { nodeSelector }: Component,
  { fields }: ListedToleration,
  key: string,
): readonly Fix[] {
  const value = typeof fields.value === 'string' ? fields.value : '';
  return nodeSelector && value !== '' && knows(nodeSelector) !== false
    ? [
        {
          title: `Select nodes with the label ${key}=${value}`,
          safety: 'unsafe',
          operations: [{ op: 'set', path: [...nodeSelector, key], value }],
        },
      ]
    : [];
}
