import { titleOf } from '../rule/component.ts';
import { missingProbe } from '../rule/missing-probe.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'probe-liveness-missing',
  meta: {
    summary: 'Give everything that serves requests a liveness probe.',
    why: 'A process that hangs without ending is not restarted. An opinion: many services are safer without a liveness probe than with a wrong one.',
    remedy: 'Ask an endpoint that checks nothing but the process itself, patiently.',
    severity: 'info',
    mode: 'M',
    profile: 'production',
    optIn: true,
    products: ['helm'],
    messages: {
      missing: "'{component}' has no liveness probe: a pod that hangs is not restarted. Set '{key}'.",
    },
    examples: {
      bad: 'service:\n  port: 80\nlivenessProbe:\n  enabled: false\n',
      good: 'service:\n  port: 80\nlivenessProbe:\n  enabled: true\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
    covers: ['S2-49'],
  },
  *check(context) {
    for (const component of context.components) {
      const path = missingProbe(context, component, 'liveness');
      if (path) {
        yield {
          path,
          part: 'key',
          message: 'missing',
          data: { component: titleOf(component), key: String(path.at(-1)) },
        };
      }
    }
  },
});
