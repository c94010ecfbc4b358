import { switchAt } from '../rule/remedies/read.ts';
import { looseRouterBounds, routerBounds } from '../rule/remedies/spaces-high-availability.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-router-hpa-bounds',
  meta: {
    summary: 'Give the autoscaler of the router bounds of your own.',
    why: 'The defaults of the chart let the router shrink to a single pod, stop at 5, and ignore memory: a target of 0 switches that metric off. The high availability guide scales between 2 and 8 pods at 80 percent of CPU and memory.',
    remedy: 'Set the bounds and targets of `router.hpa`. Figures of your own are fine, with at least 2 pods.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      loose:
        "The router scales by the chart's defaults for {names}: it may shrink to a single pod, stop early, or ignore memory. The guide has 2 to 8 pods at 80 percent.",
      single:
        "'router.hpa.minReplicas: {min}' lets the router, the way in for all traffic, shrink to a single pod. Keep at least 2.",
    },
    examples: {
      bad: 'router:\n  hpa:\n    enabled: true\n    minReplicas: 1\n',
      good: 'router:\n  hpa:\n    enabled: true\n    minReplicas: 2\n    maxReplicas: 8\n    targetCPUUtilizationPercentage: 80\n    targetMemoryUtilizationPercentage: 80\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-36', 'S0-37'],
    fix: 'unsafe',
    replaces: ['hpa-min-replicas-single'],
  },
  *check(context) {
    const loose = looseRouterBounds(context).filter(name => context.value(`router.hpa.${name}`) !== routerBounds[name]);
    const [first] = loose;
    if (switchAt(context, 'router.hpa.enabled') !== true || first === undefined) {
      return;
    }
    const min = context.value('router.hpa.minReplicas');
    const own = first === 'minReplicas' && context.isOwn(context.path('router.hpa.minReplicas'));
    const path = context.path(`router.hpa.${first}`);
    const fixes = () => [
      {
        title: 'Scale between 2 and 8 pods at 80 percent',
        safety: 'unsafe' as const,
        operations: loose.map(name => ({
          op: 'set' as const,
          path: context.path(`router.hpa.${name}`),
          value: routerBounds[name],
        })),
      },
    ];
    if (own) {
      yield { path, message: 'single', severity: 'warning', data: { min: String(min) }, fixes };
    } else {
      yield { path, message: 'loose', data: { names: loose.join(', ') }, fixes };
    }
  },
});
