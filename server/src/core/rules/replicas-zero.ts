import { titleOf } from '../rule/component.ts';
import { defineRule, type RuleContext } from '../rule/rule.ts';
import { nodeAt, toJson } from '../values/node.ts';
import type { Path } from '../values/path.ts';

/** What may be there in zero copies. */
const standsBy = /(replica|replicas|secondary|slave|standby|placeholder|worker|broker)$/i;

export default defineRule({
  id: 'replicas-zero',
  meta: {
    summary: 'Switch a workload off by its switch, not by zero replicas.',
    why: 'The pods are gone, but service, ingress, budget and alerts of the workload stay, and answer with errors. Mostly it is left over from debugging.',
    remedy: 'Set the replicas that it needs, or switch the component off.',
    severity: 'info',
    mode: 'L',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: { zero: "'{component}' is switched on but runs no pods. Set its replicas, or switch it off." },
    examples: {
      bad: 'web:\n  replicaCount: 0\n  service: {}\n',
      good: 'web:\n  enabled: false\n  replicaCount: 0\n  service: {}\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const { replicas, autoscaler, enabled, node } = component;
      const scalesToZero =
        ['keda', 'knative', 'scaleToZero'].some(key => node.entries.has(key)) ||
        (autoscaler !== undefined && autoscaler.enabled !== false);
      if (
        enabled &&
        component.serving &&
        !standsBy.test(component.name) &&
        replicas?.value === 0 &&
        isDecision(context, replicas.path) &&
        !scalesToZero &&
        context.isOwn(replicas.path)
      ) {
        yield {
          path: replicas.path,
          message: 'zero',
          data: { component: titleOf(component) },
          fixes: () => [
            { title: 'Run 2 replicas', safety: 'unsafe', operations: [{ op: 'set', path: replicas.path, value: 2 }] },
          ],
        };
      }
    }
  },
});

/** A zero that the chart has by default, too, switches nothing off. */
const isDecision = ({ stack }: RuleContext, path: Path): boolean => toJson(nodeAt(stack.defaults, path)) !== 0;
