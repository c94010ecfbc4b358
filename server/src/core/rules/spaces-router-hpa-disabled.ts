import { amountAt, switchAt } from '../rule/remedies/read.ts';
import { autoscaleRouter, narrowThenWide } from '../rule/remedies/spaces-high-availability.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-router-hpa-disabled',
  meta: {
    summary: 'Let the number of routers follow the traffic.',
    why: 'All traffic to control planes goes through spaces-router. With a fixed number of pods, one by default, it is both the bottleneck and the part whose loss makes every control plane unreachable.',
    remedy: 'Switch `router.hpa.enabled` on, with 2 to 8 pods at 80 percent of the requested CPU and memory.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      fixed:
        "'{path}' is off: all traffic goes through {replicas} router pod(s), however much it grows. Let it scale between 2 and 8.",
    },
    examples: {
      bad: 'router:\n  hpa:\n    enabled: false\n',
      good: 'router:\n  hpa:\n    enabled: true\n    minReplicas: 2\n    maxReplicas: 8\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-35', 'S0-36'],
    fix: 'unsafe',
    replaces: ['replicas-single'],
  },
  *check(context) {
    const path = context.path('router.hpa.enabled');
    if (switchAt(context, 'router.hpa.enabled') !== false || context.knows(path) === false) {
      return;
    }
    const replicas = amountAt(context, 'router.replicaCount') ?? 1;
    yield {
      path,
      message: 'fixed',
      // Three or more pods are a choice, not an oversight.
      ...(typeof replicas === 'number' && replicas >= 3 && { severity: 'info' as const }),
      data: { path: 'router.hpa.enabled', replicas },
      fixes: () =>
        narrowThenWide(context, {
          title: 'Scale the router between 2 and 8 pods',
          safety: 'unsafe',
          operations: autoscaleRouter(context),
        }),
    };
  },
});
