import { scaledComponents } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'hpa-quorum-store',
  meta: {
    summary: 'Do not autoscale the members of a quorum.',
    why: 'Members of a quorum store join and leave by decisions of the store, not of an autoscaler: scaling in takes members away that still count, and the majority with them.',
    remedy: 'Run a fixed odd number of members.',
    severity: 'warning',
    mode: 'E',
    profile: 'default',
    products: ['helm'],
    messages: {
      store:
        "'{component}' keeps a quorum, and an autoscaler may take members away that still count. Run a fixed odd number.",
    },
    examples: {
      bad: 'etcd:\n  replicaCount: 3\n  autoscaling:\n    enabled: true\n    minReplicas: 3\n    maxReplicas: 5\n',
      good: 'etcd:\n  replicaCount: 3\n  autoscaling:\n    enabled: false\n',
    },
    sources: ['https://etcd.io/docs/latest/op-guide/runtime-configuration/'],
    covers: ['S3-15', 'S4-26'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const path = autoscaler.enabledPath;
      if (component.quorum && ownsAny(context, [path])) {
        yield {
          path,
          message: 'store',
          data: { component: titleOf(component) },
          fixes: () => [
            { title: 'Switch the autoscaler off', safety: 'unsafe', operations: [{ op: 'set', path, value: false }] },
          ],
        };
      }
    }
  },
});
