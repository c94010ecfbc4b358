import { readToleration, type Toleration } from '../kit/toleration.ts';
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
import { type PoolView, poolViews, type TaintIndex, toleratesDeclared } from '../taint/index.ts';
import { isNodeFact } from '../taint/pool-match.ts';
import type { Operation } from '../values/operation.ts';

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
      const component = componentWith(context, toleration.list);
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
        runsOnEveryNode(context, toleration.list) ||
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

/**
 * Selects the pools that have the taint, by a label that their files set and those of other pools do not. Where no file
 * says, by the taint's own key and value: by convention the nodes carry them as a label, too.
 */
function selectPool(
  context: RuleContext,
  component: Component,
  { fields }: ListedToleration,
  key: string,
): readonly Fix[] {
  const toleration = readToleration(fields);
  const label = toleration && labelOfPools(context.nodes, toleration, key);
  const value = typeof fields.value === 'string' ? fields.value : '';
  const wanted = label === undefined && value !== '' ? { key, value } : label;
  const operation = wanted && bindTo(context, component, wanted);
  return wanted && operation
    ? [
        {
          title: `Select nodes with the label ${wanted.key}=${wanted.value}`,
          safety: 'unsafe',
          operations: [operation],
        },
      ]
    : [];
}

interface Label {
  readonly key: string;
  readonly value: string;
}

/** Undefined: no pool is known to have the taint. Null: none of their labels tells these pools from others. */
function labelOfPools(nodes: TaintIndex, toleration: Toleration, key: string): Label | null | undefined {
  const pools = poolViews(nodes);
  const tainted = pools.filter(({ taints }) => taints.some(taint => toleratesDeclared(toleration, taint)));
  const others = pools.filter(pool => !tainted.includes(pool));
  const [first] = tainted;
  if (first === undefined) {
    return undefined;
  }
  const telling = [...first.labels].flatMap(([name, values]): Label[] => {
    const [value] = values;
    const has = (pool: PoolView) => pool.labels.get(name)?.has(value ?? null) === true;
    const tells = value && values.size === 1 && !isNodeFact(name) && tainted.every(has) && !others.some(has);
    return tells ? [{ key: name, value }] : [];
  });
  return telling.find(label => label.key === key) ?? telling[0] ?? null;
}

/** A node selector where the chart has one, else a required node affinity. */
function bindTo(
  { knows }: RuleContext,
  { nodeSelector, affinity }: Component,
  { key, value }: Label,
): Operation | undefined {
  if (nodeSelector && knows(nodeSelector) !== false) {
    return { op: 'set', path: [...nodeSelector, key], value };
  }
  const required = ['nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];
  return affinity && knows(affinity) !== false
    ? {
        op: 'append',
        path: [...affinity, ...required],
        items: [{ matchExpressions: [{ key, operator: 'In', values: [value] }] }],
      }
    : undefined;
}
