import { missingRequests } from '../kit/autoscaling.ts';
import { scaledComponents, textAt, utilizationTargets } from '../rule/autoscalers.ts';
import { titleOf } from '../rule/component.ts';
import { ownsAny, standsAlone } from '../rule/ownership.ts';
import { defineRule } from '../rule/rule.ts';
import { nodeAt, toJson } from '../values/node.ts';

const usual: Readonly<Record<string, string>> = { cpu: '250m', memory: '512Mi' };

export default defineRule({
  id: 'hpa-missing-requests',
  meta: {
    summary: 'Request the resource that an autoscaler measures.',
    why: 'Utilisation is a percentage of the request. Without a request the autoscaler has nothing to compare with, shows `<unknown>` and never scales. A limit alone is enough, as it counts as the request; a LimitRange of the namespace may set one, too.',
    remedy: 'Request the resource, or take the target away.',
    severity: 'error',
    mode: 'E',
    profile: 'default',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      missing:
        "The autoscaler of '{component}' measures {resource} against a request, and none is set: it never scales. Request {resource}.",
    },
    examples: {
      bad: {
        defaults:
          'autoscaling:\n  enabled: false\n  maxReplicas: 5\n  targetCPUUtilizationPercentage: 80\nresources: {}\n',
        values: 'autoscaling:\n  enabled: true\n',
      },
      good: {
        defaults:
          'autoscaling:\n  enabled: false\n  maxReplicas: 5\n  targetCPUUtilizationPercentage: 80\nresources: {}\n',
        values: 'autoscaling:\n  enabled: true\nresources:\n  requests:\n    cpu: 250m\n',
      },
    },
    sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'],
    covers: ['S2-70', 'S2-75', 'S4-49'],
    fix: 'unsafe',
    replaces: ['resources-requests-missing'],
  },
  *check(context) {
    for (const { component, autoscaler } of scaledComponents(context)) {
      const { resources } = component;
      const block = resources && context.at(resources);
      const preset = textAt(component.node, ['resourcesPreset']) ?? 'none';
      if (!resources || (block !== undefined && block.kind !== 'map') || (preset !== 'none' && preset !== '')) {
        continue;
      }
      // Without the chart's defaults only a file that requests something else says that this is all.
      const isKnown = context.complete || (standsAlone(context) && nodeAt(block, ['requests'])?.kind === 'map');
      const missing = missingRequests(toJson(block), ['cpu', 'memory']);
      for (const target of utilizationTargets(autoscaler)) {
        const { resource } = target;
        if (
          !isKnown ||
          !missing.includes(resource) ||
          (target.value ?? 0) < 1 ||
          !ownsAny(context, [target.path, resources, autoscaler.enabledPath])
        ) {
          continue;
        }
        yield {
          path: resources,
          part: 'key',
          message: 'missing',
          data: { component: titleOf(component), resource: resource === 'cpu' ? 'CPU' : resource },
          related: [{ path: target.path, message: 'The target.' }],
          fixes: () => [
            {
              title: `Request ${missing.map(name => `${usual[name]} ${name === 'cpu' ? 'CPU' : name}`).join(' and ')}`,
              safety: 'unsafe',
              operations: missing.map(name => ({
                op: 'set' as const,
                path: [...resources, 'requests', name],
                value: usual[name] ?? null,
              })),
            },
          ],
        };
      }
    }
  },
});
