import { controlPlanesInParallel, enableHighAvailability } from '../rule/remedies/spaces-high-availability.ts';
import type { Fix } from '../rule/rule.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-ha-disabled',
  meta: {
    summary: 'Run control planes with several replicas.',
    why: 'Without `controlPlanes.ha.enabled` the API server and the etcd of every control plane are single pods. Each drained or lost node takes the control planes on it offline, and etcd has no other member that holds the data.',
    remedy:
      'Set `controlPlanes.ha.enabled: true`. It needs three nodes for etcd and two for API servers, and consumes accordingly more.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      single:
        "'{path}' is off: the API server and the etcd of every control plane are single pods, and go down with their node. Set it to true.",
    },
    examples: {
      bad: 'controlPlanes:\n  ha:\n    enabled: false\n',
      good: 'controlPlanes:\n  ha:\n    enabled: true\n',
    },
    sources: ['https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/'],
    covers: ['S0-25', 'S0-26', 'S1-11'],
    fix: 'unsafe',
  },
  *check(context) {
    const operations = controlPlanesInParallel(context);
    if (operations.length === 0) {
      return;
    }
    yield {
      path: context.path('controlPlanes.ha.enabled'),
      message: 'single',
      data: { path: 'controlPlanes.ha.enabled' },
      fixes: () => {
        const wide = enableHighAvailability(context);
        const narrow: Fix = {
          title: 'Set controlPlanes.ha.enabled to true, and nothing else',
          safety: 'unsafe',
          operations,
        };
        return wide.operations.length > 1 ? [wide, narrow] : [wide];
      },
    };
  },
});
