import { nodeRequirementsOf } from '../rule/affinity.ts';
import { type Component, titleOf } from '../rule/component.ts';
import { defineRule } from '../rule/rule.ts';
import { componentWith, ownTolerations } from '../rule/tolerations.ts';
import type { Path } from '../values/path.ts';

const critical =
  /(etcd|postgres|postgresql|mysql|mariadb|mongodb|database|db|redis|kafka|api-?server|vcluster|controller|operator|primary)$/i;
const spotKeys =
  /^(cloud\.google\.com\/gke-(spot|preemptible)|kubernetes\.azure\.com\/scalesetpriority|spot|preemptible|spotInstance|node-lifecycle)$|\/spot$/i;
const capacityKeys =
  /^(karpenter\.sh\/capacity-type|eks\.amazonaws\.com\/capacityType|node\.kubernetes\.io\/lifecycle)$/;

export default defineRule({
  id: 'scheduling-spot-critical',
  meta: {
    summary: 'Keep stores, API servers and controllers off spot capacity.',
    why: 'A cloud takes spot nodes back at short notice and without regard to disruption budgets, often many at once: members of a quorum store or all replicas of an API may go together.',
    remedy: 'Run them on regular nodes, and leave spot nodes to work that may be interrupted.',
    severity: 'warning',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      spot: "'{component}' may run on spot capacity ({key}), which the cloud takes back without regard to disruption budgets. Keep it on regular nodes.",
    },
    examples: {
      bad: 'etcd:\n  replicaCount: 3\n  tolerations:\n    - key: cloud.google.com/gke-spot\n      operator: Equal\n      value: "true"\n',
      good: 'worker:\n  replicaCount: 3\n  tolerations:\n    - key: cloud.google.com/gke-spot\n      operator: Equal\n      value: "true"\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/workloads/pods/disruptions/'],
    covers: ['S4-47'],
    fix: 'unsafe',
  },
  *check(context) {
    const remove = (path: Path) => () => [
      { title: 'Keep it off spot capacity', safety: 'unsafe' as const, operations: [{ op: 'remove' as const, path }] },
    ];
    for (const { path, fields, list } of ownTolerations(context)) {
      const component = componentWith(context, list);
      const key = String(fields.key ?? '');
      if (component && isCritical(component) && isSpot(key, [String(fields.value ?? '')])) {
        yield { path, message: 'spot', data: { component: titleOf(component), key }, fixes: remove(path) };
      }
    }
    for (const component of context.components.filter(isCritical)) {
      for (const { key, operator, values, path } of nodeRequirementsOf(context, component) ?? []) {
        if ((operator === 'In' || operator === 'Exists') && context.isOwn(path) && isSpot(key, values)) {
          yield { path, message: 'spot', data: { component: titleOf(component), key }, fixes: remove(path) };
        }
      }
    }
  },
});

const isCritical = (component: Component): boolean =>
  component.enabled && (component.quorum || component.operator || critical.test(component.name));

const isSpot = (key: string, values: readonly string[]): boolean =>
  (spotKeys.test(key) && !values.some(value => /^(false|regular|on-?demand)$/i.test(value))) ||
  (capacityKeys.test(key) && values.length > 0 && values.every(value => /^spot$/i.test(value)));
