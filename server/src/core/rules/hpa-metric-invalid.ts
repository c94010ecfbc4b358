import { isAbsent, isTemplate, mapOf } from '../kit/json.ts';
import { parseQuantity } from '../kit/quantity.ts';
import { metricItems, scaledComponents } from '../rule/autoscalers.ts';
import { defineRule } from '../rule/rule.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { type MapNode, toJson } from '../values/node.ts';
import type { Path } from '../values/path.ts';

/** Each type of metric, and the field that describes it. */
const sources: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};

export default defineRule({
  id: 'hpa-metric-invalid',
  meta: {
    summary: 'Describe each metric of an autoscaler as its type asks.',
    why: 'The API server rejects a metric of an unknown type, one without the field of its type, a `Pods` metric with a utilisation, and a value that is no quantity.',
    remedy: 'Correct the type, or describe the metric under the field of its type.',
    severity: 'error',
    mode: 'L',
    profile: 'default',
    products: ['helm'],
    messages: {
      type: "'{type}' is no type of metric: Kubernetes knows Resource, ContainerResource, Pods, Object and External, and rejects anything else.",
      field: "A metric of type {type} is described under '{field}', which is missing: Kubernetes rejects it.",
      utilization:
        'Utilisation is known of resources only: Kubernetes rejects it for a {type} metric. Use averageValue.',
      quantity: "'{value}' is no quantity: Kubernetes rejects it. Write a number such as 1000 or 500m.",
    },
    examples: {
      bad: 'autoscaling:\n  enabled: true\n  metrics:\n    - type: Pods\n      resource:\n        name: cpu\n',
      good: 'autoscaling:\n  enabled: true\n  metrics:\n    - type: Pods\n      pods:\n        metric:\n          name: http_requests_per_second\n        target:\n          type: AverageValue\n          averageValue: "1000"\n',
    },
    sources: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/'],
    covers: ['S4-13'],
    fix: 'safe',
  },
  *check(context) {
    for (const { autoscaler } of scaledComponents(context)) {
      for (const { item, at } of metricItems(autoscaler)) {
        const fields = mapOf(toJson(item)) ?? {};
        const { type } = fields;
        if (typeof type !== 'string' || isTemplate(type) || !context.isOwn(at)) {
          continue;
        }
        const field = Object.hasOwn(sources, type) ? sources[type] : undefined;
        if (field === undefined) {
          const [right] = didYouMean(type, Object.keys(sources));
          const path = [...at, 'type'];
          yield {
            path,
            message: 'type',
            data: { type },
            fixes: () =>
              right
                ? [{ title: `Write ${right}`, safety: 'safe', operations: [{ op: 'set', path, value: right }] }]
                : [],
          };
        } else if (isAbsent(fields[field])) {
          yield { path: [...at, 'type'], message: 'field', data: { type, field } };
        } else {
          yield* targetSlips(item, [...at, field, 'target'], type, field);
        }
      }
    }
  },
});

function* targetSlips(item: MapNode, path: Path, type: string, field: string) {
  const target = mapOf(mapOf(mapOf(toJson(item))?.[field])?.target) ?? {};
  if (!type.endsWith('Resource') && !isAbsent(target.averageUtilization)) {
    yield {
      path: [...path, 'averageUtilization'],
      part: 'key' as const,
      message: 'utilization' as const,
      data: { type },
    };
  }
  for (const name of ['averageValue', 'value']) {
    const value = target[name];
    if ((typeof value === 'string' || typeof value === 'number') && !isTemplate(value) && !parseQuantity(value)) {
      yield { path: [...path, name], message: 'quantity' as const, data: { value } };
    }
  }
}
