import { textAt } from '../rule/autoscalers.ts';
import { type Component, titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { isStateful } from '../rule/volume.ts';

export default defineRule({
  id: 'replicas-single',
  meta: {
    summary: 'Run more than one replica of what serves traffic.',
    why: 'With a single pod, every node drain, upgrade, crash or rescheduling is an outage of the service for as long as the next pod takes to start.',
    remedy:
      'Run at least two replicas, three where load or quorum asks for it, and spread them over nodes. What keeps its data on a volume of one node is not reported.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      single:
        "'{component}' serves traffic from a single pod: every drain, upgrade or crash interrupts it. Run at least 2 replicas.",
      operator:
        "'{component}' runs as a single pod: while it is rescheduled nothing is reconciled. A second replica stands by where leader election is on.",
    },
    examples: {
      bad: 'replicaCount: 1\nservice:\n  port: 80\n',
      good: 'replicaCount: 2\nservice:\n  port: 80\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/workloads/pods/disruptions/'],
    covers: ['S0-04', 'S2-48', 'S4-42'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const { replicas, autoscaler, path, operator } = component;
      if (!replicas || autoscaler?.enabled === true || component.fewestReplicas !== 1 || !concerns(component)) {
        continue;
      }
      if (!ownsAny(context, [replicas.path, path])) {
        continue;
      }
      const key = String(replicas.path.at(-1));
      yield {
        path: replicas.path,
        message: operator ? 'operator' : 'single',
        ...(operator ? { severity: 'info' as const } : {}),
        data: { component: titleOf(component) },
        fixes: () =>
          context.knows(replicas.path) === false
            ? []
            : [2, 3].map(value => ({
                title: `Run ${value} replicas (${key}: ${value})`,
                safety: 'unsafe',
                operations: [{ op: 'set', path: replicas.path, value }],
              })),
      };
    }
  },
});

/** What serves, and may run twice: no quorum store (it has rules of its own), no single writer, no Recreate. */
const concerns = (component: Component): boolean =>
  component.enabled && component.serving && !component.quorum && !isStateful(component) && !recreates(component);

const recreates = ({ node }: Component): boolean =>
  ['strategy', 'updateStrategy', 'deploymentStrategy'].some(
    key => (textAt(node, [key, 'type']) ?? textAt(node, [key])) === 'Recreate',
  );
