import { switchAt } from '../rule/remedies/read.ts';
import { defineRule } from '../rule/rule.ts';

const parts = ['api', 'controller', 'router'];

export default defineRule({
  id: 'spaces-monitoring-disabled',
  meta: {
    summary: 'Collect the metrics of the Space.',
    why: "Degraded, stuck and undeletable control planes show in `spaces_control_plane_*` first, and overload in the metrics of the router. Neither PodMonitors nor the Space's own telemetry collect them by default.",
    remedy:
      'Enable the PodMonitors of `api`, `controller` and `router` (Prometheus Operator), or `observability.enabled` (OpenTelemetry Operator).',
    severity: 'info',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      blind:
        "Nothing collects the metrics of this Space: '{path}' and the others are off, and so is observability. Stuck control planes go unnoticed.",
    },
    examples: {
      bad: 'controller:\n  prometheus:\n    podMonitor:\n      enabled: false\n',
      good: 'controller:\n  prometheus:\n    podMonitor:\n      enabled: true\n',
    },
    sources: [
      'https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/',
      'https://docs.upbound.io/self-hosted-spaces/howtos/space-observability/',
    ],
    covers: ['S0-07', 'S0-43', 'S0-44', 'S0-45'],
    fix: 'unsafe',
  },
  *check(context) {
    const monitors = parts.map(part => `${part}.prometheus.podMonitor.enabled`);
    const others = ['observability.enabled', 'features.alpha.observability.enabled'];
    // Annotations are another way to be scraped.
    const annotated = parts.some(part => {
      const annotations = context.at(`${part}.podAnnotations`);
      return (
        annotations?.kind === 'map' && [...annotations.entries.keys()].some(key => key.startsWith('prometheus.io/'))
      );
    });
    if (annotated || [...monitors, ...others].some(name => switchAt(context, name) !== false)) {
      return;
    }
    const name = 'controller.prometheus.podMonitor.enabled';
    yield {
      path: context.path(name),
      message: 'blind',
      data: { path: name },
      fixes: () => [
        {
          title: 'Enable the PodMonitors',
          safety: 'unsafe',
          operations: monitors.map(monitor => ({ op: 'set', path: context.path(monitor), value: true })),
        },
      ],
    };
  },
});
