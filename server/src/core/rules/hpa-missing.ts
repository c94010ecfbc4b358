import { titleOf } from '../rule/component.ts';
import { ownsAny } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { isStateful } from '../rule/volume.ts';

export default defineRule({
  id: 'hpa-missing',
  meta: {
    summary: 'Let an autoscaler follow the load.',
    why: 'A fixed number of replicas is too small at the peak or too large the rest of the time.',
    remedy: 'Switch on the autoscaler that the chart offers, with bounds that fit, and request CPU and memory.',
    severity: 'info',
    mode: 'M',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      off: "'{component}' serves traffic with a fixed number of replicas, and its chart offers an autoscaler. Switch it on.",
    },
    examples: {
      bad: 'replicaCount: 2\nservice: {}\nautoscaling:\n  enabled: false\n  minReplicas: 2\n  maxReplicas: 10\n',
      good: 'replicaCount: 2\nservice: {}\nautoscaling:\n  enabled: true\n  minReplicas: 2\n  maxReplicas: 10\n',
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
    covers: ['S0-05', 'S2-05', 'S4-02'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const { autoscaler, enabled, serving, operator, quorum, kind, path } = component;
      const isScalable =
        serving && !operator && !quorum && (kind === 'deployment' || kind === 'unknown') && !isStateful(component);
      if (!autoscaler || !enabled || !isScalable || autoscaler.enabled !== false) {
        continue;
      }
      if (
        !(context.complete || context.isOwn(autoscaler.enabledPath)) ||
        !ownsAny(context, [autoscaler.enabledPath, path])
      ) {
        continue;
      }
      const { min, max, enabledPath } = autoscaler;
      yield {
        path: enabledPath,
        message: 'off',
        data: { component: titleOf(component) },
        fixes: () => [
          {
            title: 'Switch the autoscaler on',
            safety: 'unsafe',
            operations: [
              { op: 'set', path: enabledPath, value: true },
              ...((min.value ?? 0) < 2 ? [{ op: 'set' as const, path: min.path, value: 2 }] : []),
              ...((max.value ?? 0) < 2 ? [{ op: 'set' as const, path: max.path, value: 10 }] : []),
            ],
          },
        ],
      };
    }
  },
});
