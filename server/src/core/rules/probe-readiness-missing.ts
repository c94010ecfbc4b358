import { titleOf } from '../rule/component.ts';
import { copiedProbe, missingProbe } from '../rule/missing-probe.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'probe-readiness-missing',
  meta: {
    summary: 'Give everything that serves requests a readiness probe.',
    why: 'Without a readiness probe a pod gets requests from the moment its process starts, during every deployment, scale-up and restart, and keeps getting them while it cannot answer.',
    remedy: 'Ask an endpoint that tells whether the pod can serve: `/health/ready`, every 5 seconds, 3 failures.',
    severity: 'warning',
    mode: 'M',
    profile: 'production',
    products: ['helm'],
    messages: {
      missing:
        "'{component}' serves requests without a readiness probe: they reach its pods before these can answer. Set '{key}'.",
    },
    examples: {
      bad: 'service:\n  port: 80\nreadinessProbe:\n  enabled: false\n',
      good: 'service:\n  port: 80\nreadinessProbe:\n  enabled: true\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
    covers: ['S2-05', 'S2-33', 'S2-49', 'S2-71'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const component of context.components) {
      const path = missingProbe(context, component, 'readiness');
      if (path && !component.operator) {
        yield {
          path,
          part: 'key',
          message: 'missing',
          data: { component: titleOf(component), key: String(path.at(-1)) },
          fixes: () => copiedProbe(component, path),
        };
      }
    }
  },
});
