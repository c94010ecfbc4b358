import { isKcpChart } from '../rule/remedies/kcp-high-availability.ts';
import { switchAt, textAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'kcp-front-proxy-unexposed',
  meta: {
    summary: 'Let clients outside of the cluster reach kcp.',
    why: 'With a ClusterIP service and neither Ingress, Gateway nor Route, kcp is reached from inside of the cluster only. Some want just that, which is why this rule is off unless asked for.',
    remedy: 'Set `kcpFrontProxy.service.type: LoadBalancer`, what the chart recommends.',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    optIn: true,
    products: ['kcp'],
    messages: {
      inside:
        "'{path}' is ClusterIP, and there is no Ingress, Gateway or Route: nobody outside of the cluster reaches kcp. Expose the front proxy.",
    },
    examples: {
      bad: 'kcpFrontProxy:\n  service:\n    type: ClusterIP\n',
      good: 'kcpFrontProxy:\n  service:\n    type: LoadBalancer\n',
    },
    sources: ['https://github.com/kcp-dev/helm-charts/tree/main/charts/kcp'],
    fix: 'unsafe',
  },
  *check(context) {
    const name = 'kcpFrontProxy.service.type';
    const path = context.path(name);
    const others = ['ingress', 'gateway', 'openshiftRoute'].map(way =>
      switchAt(context, `kcpFrontProxy.${way}.enabled`),
    );
    if (isKcpChart(context) && textAt(context, name) === 'ClusterIP' && others.every(on => on === false)) {
      yield {
        path,
        message: 'inside',
        data: { path: name },
        fixes: () => [
          {
            title: 'Expose the front proxy with a LoadBalancer',
            safety: 'unsafe',
            operations: [{ op: 'set', path, value: 'LoadBalancer' }],
          },
        ],
      };
    }
  },
});
